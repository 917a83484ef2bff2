using System.Runtime.Intrinsics;
using HealthScore.Core.Factors;

namespace HealthScore.Core.Formula;

/// <summary>
/// How a pair's cell comes from the entries of its factors: each entry moves the cell on by so much. Where the formula
/// has the factor itself and the pair's bins are unions of its bins, its entry serves both.
/// </summary>
internal sealed class PairCells
{
    private readonly Side row;
    private readonly Side column;

    public PairCells(FormulaFactor pair, ReadOnlySpan<FormulaFactor> singles)
    {
        row = Side.Of(pair.Row, pair.Column!.Bins.EntryCount, singles);
        column = Side.Of(pair.Column, 1, singles);
    }

    /// <summary>Position of the formula's factor whose entries the row takes, or -1: its own bins'.</summary>
    public int RowFrom => row.From;

    /// <inheritdoc cref="RowFrom"/>
    public int ColumnFrom => column.From;

    /// <param name="singles">Entries of the formula's single factors.</param>
    /// <param name="values">Factor values in catalog order.</param>
    public int CellOf(ReadOnlySpan<byte> singles, ReadOnlySpan<double> values) =>
        row.StepOf(singles, values) + column.StepOf(singles, values);

    /// <summary>The cells of successive rows from the entries of the two sides.</summary>
    /// <param name="rowEntries">Of the factor at <see cref="RowFrom"/>, or of the row's own bins.</param>
    /// <param name="columnEntries">Of the factor at <see cref="ColumnFrom"/>, or of the column's own bins.</param>
    /// <param name="cells">May be one of the two.</param>
    public void Combine(ReadOnlySpan<byte> rowEntries, ReadOnlySpan<byte> columnEntries, Span<byte> cells)
    {
        var (rowSteps, columnSteps) = (Vector128.Create(row.Steps), Vector128.Create(column.Steps));
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= cells.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                var down = Vector128.Shuffle(rowSteps, Vector128.Create(rowEntries.Slice(i, Vector128<byte>.Count)));
                var right = Vector128.Shuffle(
                    columnSteps,
                    Vector128.Create(columnEntries.Slice(i, Vector128<byte>.Count))
                );
                (down + right).CopyTo(cells[i..]);
            }
        }

        for (; i < cells.Length; i++)
        {
            cells[i] = (byte)(row.Steps[rowEntries[i]] + column.Steps[columnEntries[i]]);
        }
    }

    /// <param name="From">Position of the single factor whose entries are taken, or -1.</param>
    /// <param name="Part">The factor with the pair's bins.</param>
    /// <param name="Steps">By entry how far it moves the cell on; 16 of them.</param>
    private readonly record struct Side(int From, FactorPart Part, byte[] Steps)
    {
        public static Side Of(FactorPart part, int step, ReadOnlySpan<FormulaFactor> singles)
        {
            for (var k = 0; k < singles.Length; k++)
            {
                if (singles[k].Index == part.Index && part.Bins.UnionsOf(singles[k].RowBins) is { } unions)
                {
                    return new Side(k, part, Padded(unions, step));
                }
            }

            return new Side(-1, part, Padded([.. Enumerable.Range(0, part.Bins.EntryCount)], step));
        }

        public int StepOf(ReadOnlySpan<byte> singles, ReadOnlySpan<double> values) =>
            Steps[From >= 0 ? singles[From] : Part.Bins.BinOf(values[Part.Index])];

        private static byte[] Padded(int[] entries, int step)
        {
            var steps = new byte[FactorBins.MaxEntries];
            for (var e = 0; e < entries.Length; e++)
            {
                steps[e] = (byte)(entries[e] * step);
            }

            return steps;
        }
    }
}
