using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Exports;

/// <summary>Which contributions a scored file shows.</summary>
public static class ContributionKeys
{
    /// <summary>Every factor of the catalog in its order, then every pair that one of the formulas has.</summary>
    public static ImmutableArray<string> Of(FactorCatalog catalog, IEnumerable<HealthFormula> formulas) =>
        [
            .. catalog.Factors.Select(factor => factor.Key),
            .. formulas.SelectMany(f => f.Factors).Where(f => f.IsPair).Order().Select(f => f.Key).Distinct(),
        ];
}
