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
        Span<int> chosen = stackalloc int[Most];
        var count = 0;
        while (count < Most && Next(contributions.AsSpan(), chosen[..count]) is var next and >= 0)
        {
            chosen[count] = next;
            count++;
        }

        var reasons = ImmutableArray.CreateBuilder<string>(count);
        foreach (var k in chosen[..count])
        {
            reasons.Add(Name(contributions[k], formula));
        }

        return reasons.MoveToImmutable();
    }

    /// <summary>Position of the foremost contribution that is a reason and not chosen yet, or -1.</summary>
    private static int Next(ReadOnlySpan<Contribution> contributions, ReadOnlySpan<int> chosen)
    {
        var best = -1;
        for (var k = 0; k < contributions.Length; k++)
        {
            if (
                IsReason(contributions[k])
                && !chosen.Contains(k)
                && (best < 0 || Precedes(contributions[k], contributions[best]))
            )
            {
                best = k;
            }
        }

        return best;
    }

    private static bool IsReason(in Contribution c) =>
        c.Points < c.MeanPoints || (!c.Measured && c.Points == c.MeanPoints);

    /// <summary>
    /// Larger losses first, which puts those at the mean last; among these the heavier first; ties by key.
    /// </summary>
    private static bool Precedes(in Contribution one, in Contribution other)
    {
        var more = (one.MeanPoints - one.Points).CompareTo(other.MeanPoints - other.Points);
        if (more == 0 && one.Points == one.MeanPoints)
        {
            more = one.Weight.CompareTo(other.Weight);
        }

        return more != 0 ? more > 0 : string.CompareOrdinal(one.Factor, other.Factor) < 0;
    }

    private static string Name(Contribution contribution, HealthFormula formula)
    {
        if (contribution.Measured)
        {
            return contribution.Factor;
        }

        var factor = formula.Factors.First(f => f.Key == contribution.Factor);
        return factor.IsMissing(contribution.Entry)
            ? $"missing:{contribution.Factor}"
            : $"unknown:{contribution.Factor}";
    }
}
