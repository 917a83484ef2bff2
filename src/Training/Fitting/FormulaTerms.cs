using HealthScore.Core.Formula;
using HealthScore.Training.Fitting.Pairs.Tables;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Fitting;

/// <summary>Where one factor of a formula stands among the entries whose sureness is measured.</summary>
/// <param name="Column">Its column of the rows.</param>
/// <param name="EntryOf">The column's entry of each entry of the factor; -1 where it is the mean by definition.</param>
internal sealed record FormulaTerm(int Column, int[] EntryOf);

/// <summary>The factors of a formula as columns of entries, pairs in groups of cells.</summary>
/// <param name="All">The factors of the formula.</param>
/// <param name="Data">Training rows, a column a term's column.</param>
/// <param name="RowsByEntry">Training rows by column and entry.</param>
/// <param name="Fitted">The fit, by entry of all columns.</param>
internal sealed record FormulaTerms(FormulaTerm[] All, FormulaRows Data, int[][] RowsByEntry, FittedPoints Fitted)
{
    /// <param name="formula">The formula.</param>
    /// <param name="curves">The fitted curves, of which some may have no factor.</param>
    /// <param name="pairs">The pairs, of which some may have no factor.</param>
    /// <param name="rows">Training rows, a column a curve.</param>
    /// <param name="fitted">The fit of the curves.</param>
    public static FormulaTerms Of(
        FittedFormula formula,
        IReadOnlyList<FittedCurve> curves,
        IReadOnlyList<PairTable> pairs,
        FormulaRows rows,
        FittedPoints fitted
    )
    {
        PairGroups[] groups = [.. pairs.Select(PairGroups.Of)];
        var entries = rows.Entries.Concat(pairs.Select((pair, k) => GroupsOf(pair, groups[k], rows))).ToArray();
        return new FormulaTerms(
            [.. formula.Factors.Select(factor => TermOf(factor, curves, pairs, groups))],
            new FormulaRows(entries, [.. rows.Sizes, .. groups.Select(g => g.Rows.Length)], rows.Churned),
            [.. curves.Select(c => c.Rows), .. groups.Select(g => g.Rows)],
            fitted with
            {
                LogOdds = [.. fitted.LogOdds, .. groups.SelectMany(g => g.LogOdds)],
                Pressure =
                [
                    .. fitted.Pressure.AsSpan(..^1),
                    .. new double[groups.Sum(g => g.Rows.Length)],
                    fitted.Pressure[^1],
                ],
            }
        );
    }

    private static byte[] GroupsOf(PairTable pair, PairGroups groups, FormulaRows rows)
    {
        var (row, column) = (rows.Entries[pair.Row.Kept], rows.Entries[pair.Column.Kept]);
        var ofRow = new byte[rows.Count];
        for (var i = 0; i < ofRow.Length; i++)
        {
            ofRow[i] = groups.OfCell[pair.CellOf(row[i], column[i])];
        }

        return ofRow;
    }

    private static FormulaTerm TermOf(
        FormulaFactor factor,
        IReadOnlyList<FittedCurve> curves,
        IReadOnlyList<PairTable> pairs,
        PairGroups[] groups
    )
    {
        var row = KeptOf(curves, factor.Row.Index);
        if (factor.Column is not { } columnPart)
        {
            int[] own = [.. Enumerable.Range(0, factor.EntryCount)];
            if (factor.Bins.OtherBin >= 0)
            {
                own[factor.Bins.OtherBin] = -1;
            }

            return new FormulaTerm(row, own);
        }

        var column = KeptOf(curves, columnPart.Index);
        var at = pairs.TakeWhile(p => p.Row.Kept != row || p.Column.Kept != column).Count();
        var ofCell = new int[factor.EntryCount];
        for (var entry = 0; entry < ofCell.Length; entry++)
        {
            ofCell[entry] = pairs[at].CellOfFormula(entry) is { } cell ? groups[at].OfCell[cell] : -1;
        }

        return new FormulaTerm(curves.Count + at, ofCell);
    }

    private static int KeptOf(IReadOnlyList<FittedCurve> curves, int index) =>
        curves.TakeWhile(c => c.Index != index).Count();
}
