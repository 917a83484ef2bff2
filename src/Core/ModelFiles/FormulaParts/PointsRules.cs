using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>
/// What the points of a formula promise beyond their sum; a file that breaks it was not written by training.
/// </summary>
internal static class PointsRules
{
    /// <summary>The rule that one factor breaks, in words, or null.</summary>
    public static string? BrokenBy(FormulaFactor factor)
    {
        var table = factor.Table;
        var other = factor.RowBins.Kind == FactorKind.Numeric && !factor.IsPair ? 0 : table.Mean;
        return table switch
        {
            _ when table.Mean < 0 || table.Mean > table.Best => $"mean is {table.Mean}; expected 0 to {table.Best}",
            { MissingLearned: true } when factor.IsPair => "missing_learned is true; a pair has cells for missing",
            _ when !table.MissingLearned && table.Missing != table.Mean =>
                $"missing was never seen and has {table.Missing} points; expected the mean {table.Mean}",
            _ when table.Other != other => $"other has {table.Other} points; expected {other}",
            _ when UnseenCells(factor).Any(cell => table.Bins[cell] != table.Mean) =>
                $"a cell of a level never seen has other points than the mean {table.Mean}",
            _ => null,
        };
    }

    /// <summary>The first factor whose declared direction some account would not see, or null.</summary>
    public static string? DirectionBrokenBy(ImmutableArray<FormulaFactor> factors, FactorCatalog catalog) =>
        Enumerable
            .Range(0, catalog.Count)
            .Where(j => catalog[j].Kind != FactorKind.Categorical)
            .FirstOrDefault(j => !ValueSteps.Of(j, factors).Follow(catalog[j].Direction), -1)
            is >= 0
                and var index
            ? catalog[index].Key
            : null;

    /// <summary>Cells of a pair in which a side has a level never seen.</summary>
    private static IEnumerable<int> UnseenCells(FormulaFactor factor) =>
        factor.Column is { } column
            ? Enumerable
                .Range(0, factor.EntryCount)
                .Where(cell =>
                    factor.RowEntry(cell) == factor.RowBins.OtherBin || factor.ColumnEntry(cell) == column.Bins.OtherBin
                )
            : [];
}
