using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining;

/// <summary>What one factor did to health against the average customer, its share of pairs included.</summary>
/// <param name="Index">The factor's position in the catalog.</param>
/// <param name="Factor">The factor's key.</param>
/// <param name="Points">Points above (below: negative) the training mean, in 10^-7.</param>
public readonly record struct FactorEffect(int Index, string Factor, int Points);

/// <summary>
/// The second view of contributions: every pair's distance from its mean is shared half and half between its two
/// factors (their Shapley values), so that only factors are left. In whole units: an odd one goes to the row.
/// </summary>
public static class PairSplit
{
    /// <summary>The two shares of a distance; they sum to it.</summary>
    public static (int Row, int Column) Of(int distance) => (distance - (distance / 2), distance / 2);

    /// <summary>
    /// One effect a factor, in catalog order; they sum to health less the sum of all mean points, exactly.
    /// </summary>
    /// <param name="contributions">Of a score, in the formula's order.</param>
    /// <param name="formula">The formula that scored.</param>
    public static ImmutableArray<FactorEffect> ByFactor(
        ImmutableArray<Contribution> contributions,
        HealthFormula formula
    )
    {
        var effects = new SortedDictionary<int, FactorEffect>();
        for (var k = 0; k < contributions.Length; k++)
        {
            var distance = contributions[k].Points - contributions[k].MeanPoints;
            if (formula.Factors[k].Column is { } column)
            {
                var shares = Of(distance);
                Add(effects, formula.Factors[k].Row, shares.Row);
                Add(effects, column, shares.Column);
            }
            else
            {
                Add(effects, formula.Factors[k].Row, distance);
            }
        }

        return [.. effects.Values];
    }

    private static void Add(SortedDictionary<int, FactorEffect> effects, FactorPart part, int points)
    {
        var earlier = effects.GetValueOrDefault(part.Index).Points;
        effects[part.Index] = new FactorEffect(part.Index, part.Key, earlier + points);
    }
}
