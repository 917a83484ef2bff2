using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining;

/// <summary>Why a score is not higher, in at most three reasons.</summary>
public static class Reasons
{
    public const int Most = 3;

    /// <summary>
    /// The largest losses below the formula's training mean, largest first, ties by key; places left over name factors
    /// that stand at the mean because they were not measured.
    /// </summary>
    public static ImmutableArray<string> Of(ImmutableArray<Contribution> contributions, HealthFormula formula)
    {
        var losses = contributions
            .Where(c => c.Points < c.MeanPoints)
            .OrderByDescending(c => c.MeanPoints - c.Points)
            .ThenBy(c => c.Factor, StringComparer.Ordinal);
        var atTheMean = contributions
            .Where(c => !c.Measured && c.Points == c.MeanPoints)
            .OrderByDescending(c => c.Weight)
            .ThenBy(c => c.Factor, StringComparer.Ordinal);
        return [.. losses.Concat(atTheMean).Take(Most).Select(c => Name(c, formula))];
    }

    private static string Name(Contribution contribution, HealthFormula formula)
    {
        if (contribution.Measured)
        {
            return contribution.Factor;
        }

        var factor = formula.Factors.First(f => f.Key == contribution.Factor);
        return contribution.Entry == factor.Bins.MissingBin
            ? $"missing:{contribution.Factor}"
            : $"unknown:{contribution.Factor}";
    }
}
