using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Gaps;

/// <summary>One factor to both models: log-odds of churn above the average training row's.</summary>
/// <param name="Index">Position in the catalog.</param>
/// <param name="Factor">The factor's key.</param>
/// <param name="Formula">To the formula, its share of pairs included.</param>
/// <param name="Trees">To the challenger: its Shapley value.</param>
/// <param name="IsSeen">Whether training saw the account's value.</param>
public readonly record struct GapFactor(int Index, string Factor, double Formula, double Trees, bool IsSeen)
{
    /// <summary>What the factor makes the challenger say above the formula.</summary>
    public double Difference => Trees - Formula;
}

/// <summary>
/// Formula and challenger on one account. The difference of the bases and those of all factors sum to the gap, but for
/// the rounding of doubles.
/// </summary>
public sealed record AnswerGap
{
    /// <summary>Factors that a gap is explained by at most.</summary>
    public const int MostDrivers = 3;

    /// <summary>Log-odds of churn, the formula's.</summary>
    public required double FormulaLogOdds { get; init; }

    /// <summary>Log-odds of churn, the challenger's.</summary>
    public required double TreesLogOdds { get; init; }

    /// <summary>The formula's answer to the average training row.</summary>
    public required double FormulaBase { get; init; }

    /// <summary>The challenger's mean answer to the training rows.</summary>
    public required double TreesBase { get; init; }

    /// <summary>What of the gap is done by factors together: by combinations in the trees less by pairs.</summary>
    public required double Together { get; init; }

    /// <summary>In catalog order, those that either model uses.</summary>
    public required ImmutableArray<GapFactor> Factors { get; init; }

    /// <summary>
    /// What drives the gap: the factors that differ most in its direction, the largest first, ties by key.
    /// </summary>
    public required ImmutableArray<GapFactor> Drivers { get; init; }

    public required GapKind Kind { get; init; }

    /// <summary>Challenger less formula, in log-odds of churn.</summary>
    public double LogOdds => TreesLogOdds - FormulaLogOdds;

    public double FormulaProbability => Logistic.Sigmoid(FormulaLogOdds);

    public double TreesProbability => Logistic.Sigmoid(TreesLogOdds);

    /// <param name="catalog">Names the factors.</param>
    /// <param name="formula">Per factor of the catalog its log-odds to the formula.</param>
    /// <param name="trees">Per factor of the catalog its log-odds to the challenger.</param>
    /// <param name="isSeen">Per factor of the catalog whether training saw its value.</param>
    internal static ImmutableArray<GapFactor> FactorsOf(
        FactorCatalog catalog,
        ReadOnlySpan<double> formula,
        ReadOnlySpan<double> trees,
        ReadOnlySpan<bool> isSeen
    )
    {
        var factors = ImmutableArray.CreateBuilder<GapFactor>(catalog.Count);
        for (var j = 0; j < catalog.Count; j++)
        {
            if (formula[j] != 0 || trees[j] != 0)
            {
                factors.Add(new GapFactor(j, catalog[j].Key, formula[j], trees[j], isSeen[j]));
            }
        }

        return factors.DrainToImmutable();
    }

    internal static ImmutableArray<GapFactor> DriversOf(ImmutableArray<GapFactor> factors, double gap) =>
        [
            .. factors
                .Where(factor => factor.Difference * gap > 0)
                .OrderByDescending(factor => Math.Abs(factor.Difference))
                .ThenBy(factor => factor.Factor, StringComparer.Ordinal)
                .Take(MostDrivers),
        ];
}
