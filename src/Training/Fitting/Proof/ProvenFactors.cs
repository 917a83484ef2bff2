using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Proof;

/// <summary>
/// Which factors have a curve: those whose trend, beside all others, chance alone would hardly make, and those whose
/// curve foretells rows it was not learned from. Of columns of noise no more than one in twenty has one.
/// </summary>
/// <remarks>
/// Boosting gives every column that fits by chance a small curve: a third of columns of noise had one, and together
/// they
/// cost as much as they seemed to tell (docs/noise.md).
/// </remarks>
internal static class ProvenFactors
{
    /// <summary>Chance that the trend of a column of noise passes.</summary>
    public const double TrendChance = 0.04;

    /// <summary>Standard errors that the coefficient of a held-out curve must be over 0: chance 1 in 100.</summary>
    public const double CurveSureness = 2.326;

    /// <summary>
    /// The shapes with the curves of all other factors flat; as they are where none is proven, since many factors may
    /// tell together what none of them does alone.
    /// </summary>
    /// <param name="data">The rows that the curves were learned from.</param>
    /// <param name="shapes">All curves.</param>
    /// <param name="catalog">Declared directions, in the order of the data's factors.</param>
    public static BoostedShapes Of(PrebinnedRows data, BoostedShapes shapes, FactorCatalog catalog)
    {
        var chances = TrendTests.Chances(data, shapes, catalog);
        var isProven = HeldOutCurves.Of(data, shapes, CurveSureness);
        for (var j = 0; j < isProven.Length; j++)
        {
            isProven[j] |= chances[j] < TrendChance;
        }

        return isProven.Contains(true)
            ? shapes with
            {
                Curves = [.. shapes.Curves.Select((curve, j) => isProven[j] ? curve : new double[curve.Length])],
            }
            : shapes;
    }
}
