using System.Collections.Immutable;

namespace HealthScore.Core.Formula.Blends;

/// <summary>
/// Where the bands of a blended formula begin. A formula keeps its thresholds as health, so the probability it was cut
/// at is read back as log-odds at the threshold: exact to 10^-7 of a point. Both formulas are cut at the same
/// probability as a rule; where they are not, the cut moves with the blend from the one to the other.
/// </summary>
/// <remarks>
/// A threshold that no health reaches, or every one, tells only that the cut lies beyond the best or the worst health.
/// Where the other formula reaches its threshold, its cut is taken; where both tell the same, so does the blend.
/// Thresholds of a context value are blended likewise; a formula that has none for it gives those of all accounts.
/// </remarks>
internal static class BlendedBands
{
    public static ImmutableArray<ContextBands> ByContext(
        HealthFormula old,
        HealthFormula now,
        double t,
        double intercept,
        double slope
    ) =>
        [
            .. old
                .BandsBy.Concat(now.BandsBy)
                .Select(own => own.Value)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(value => new ContextBands(value, Of(old.For(value), now.For(value), t, intercept, slope))),
        ];

    public static BandThresholds Of(HealthFormula old, HealthFormula now, double t, double intercept, double slope)
    {
        var yellow = Of(old, old.Bands.YellowFrom, now, now.Bands.YellowFrom);
        var green = Of(old, old.Bands.GreenFrom, now, now.Bands.GreenFrom);
        return new BandThresholds(
            yellow,
            yellow is null
                ? null
                : Math.Max(green ?? int.MaxValue, yellow.Value) switch
                {
                    int.MaxValue => null,
                    var from => from,
                }
        );

        int? Of(HealthFormula before, int? from, HealthFormula after, int? to) =>
            (from, to) switch
            {
                (null, null) => null,
                (0, 0) => 0,
                (> 0, null or 0) => Health(LogOdds(before, from)),
                (null or 0, > 0) => Health(LogOdds(after, to)),
                _ => Health(((1 - t) * LogOdds(before, from)) + (t * LogOdds(after, to))),
            };

        int? Health(double cut) => SmallestAt(cut, intercept, slope);
    }

    /// <summary>Log-odds of churn where the band begins; at the best health where none reaches it.</summary>
    private static double LogOdds(HealthFormula formula, int? from) =>
        LogOdds(from ?? HealthFormula.FullHealth, formula.Intercept, formula.Slope);

    private static double LogOdds(int health, double intercept, double slope) =>
        intercept - (slope * (health / HealthFormula.UnitsPerPoint));

    /// <summary>The smallest health whose log-odds of churn are at most so much; null where none is.</summary>
    private static int? SmallestAt(double cut, double intercept, double slope)
    {
        var (low, high) = (0, HealthFormula.FullHealth);
        if (LogOdds(high, intercept, slope) > cut)
        {
            return null;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = LogOdds(middle, intercept, slope) <= cut ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
