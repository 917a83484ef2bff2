using System.Runtime.Intrinsics;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>Two factors and the cells of their table, row-major; the last row and column are missing.</summary>
internal sealed record PairGrid(PairAxis Row, PairAxis Column)
{
    public int Cells => Row.Size * Column.Size;

    /// <summary>Whether either factor has a declared direction.</summary>
    public bool HasDirection => Row.Constraint.Apex is not null || Column.Constraint.Apex is not null;

    /// <summary>The same table without directions.</summary>
    public PairGrid Free() =>
        HasDirection
            ? new PairGrid(
                Row with
                {
                    Constraint = CurveConstraint.Free,
                },
                Column with
                {
                    Constraint = CurveConstraint.Free,
                }
            )
            : this;

    /// <summary>The cell of every row of the data.</summary>
    public ushort[] CellsOf(PrebinnedRows data)
    {
        var (rows, columns) = (data.Codes[Row.Factor], data.Codes[Column.Factor]);
        var cells = new ushort[rows.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = (ushort)((Row.CellOfCode[rows[i]] * Column.Size) + Column.CellOfCode[columns[i]]);
        }

        return cells;
    }

    /// <summary>Rows by cell.</summary>
    public double[] Count(ReadOnlySpan<ushort> cells)
    {
        var counts = new double[Cells];
        foreach (var cell in cells)
        {
            counts[cell]++;
        }

        return counts;
    }
}

/// <summary>Sums by cell of one pair that a step is found from.</summary>
internal sealed class PairSums(int cells)
{
    /// <summary>Sums of (churned - probability), the gradient, and of p (1 - p), the information.</summary>
    public Vector128<double>[] Slopes { get; } = new Vector128<double>[cells];

    /// <summary>Rows.</summary>
    public double[] Rows { get; } = new double[cells];

    /// <summary>Takes the sums of the rows of <paramref name="cells"/> anew.</summary>
    public void Take(ReadOnlySpan<ushort> cells, ReadOnlySpan<Vector128<double>> residuals)
    {
        Array.Clear(Slopes);
        var sums = Slopes;
        cells = cells[..residuals.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            sums[cells[i]] += residuals[i];
        }
    }
}
