using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>One factor as an axis of a pair: its prebins pooled to at most 32 of about equal mass.</summary>
/// <param name="Factor">Position in the catalog.</param>
/// <param name="CellOfCode">The axis' code of each prebin; missing is the last of both.</param>
/// <param name="Count">Codes that were measured.</param>
/// <param name="IsOrdered">Whether neighbouring codes are neighbouring values.</param>
/// <param name="Constraint">The declared direction along the codes.</param>
internal sealed record PairAxis(int Factor, byte[] CellOfCode, int Count, bool IsOrdered, CurveConstraint Constraint)
{
    public const int MostCodes = 32;

    /// <summary>Codes in use, missing included.</summary>
    public int Size => Count + 1;

    public int Missing => Count;

    /// <summary>The axis' code of every row.</summary>
    public byte[] CodesOf(PrebinnedRows data) => Array.ConvertAll(data.Codes[Factor], code => CellOfCode[code]);

    /// <param name="factor">Position in the catalog.</param>
    /// <param name="grid">Its prebins.</param>
    /// <param name="rows">Rows by prebin, missing last.</param>
    /// <param name="constraint">Along the prebins.</param>
    public static PairAxis Of(int factor, Prebins grid, ReadOnlySpan<int> rows, CurveConstraint constraint)
    {
        var cellOfCode = new byte[grid.Size];
        var cell = 0;
        if (!grid.IsOrdered || grid.Count <= MostCodes)
        {
            cell = grid.Count;
            for (var code = 0; code < grid.Size; code++)
            {
                cellOfCode[code] = (byte)code;
            }
        }
        else
        {
            var left = 0L;
            foreach (var n in rows[..grid.Count])
            {
                left += n;
            }

            var held = 0L;
            for (var code = 0; code < grid.Count; code++)
            {
                cellOfCode[code] = (byte)cell;
                held += rows[code];
                if (cell + 1 < MostCodes && held * (MostCodes - cell) >= left && code + 1 < grid.Count)
                {
                    left -= held;
                    held = 0;
                    cell++;
                }
            }

            cell++;
            cellOfCode[grid.Missing] = (byte)cell;
        }

        var along =
            constraint.Apex is { } apex && apex >= 0 && apex < grid.Count
                ? new CurveConstraint(cellOfCode[apex])
                : constraint;
        return new PairAxis(factor, cellOfCode, cell, grid.IsOrdered, along);
    }
}
