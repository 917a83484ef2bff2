using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>How sure a score is, in words.</summary>
public static class IntervalText
{
    /// <summary>One line, or two where the band is uncertain; none where the model holds no replicates.</summary>
    public static ImmutableArray<string> Of(AccountHealth score)
    {
        if (score is not { Interval: { } interval, Band: { } band })
        {
            return [];
        }

        var line =
            $"95 % interval of the churn probability = {Percent.Of(interval.Low)} to {Percent.Of(interval.High)}; "
            + $"likely bands: red {Whole(interval.Red)}, yellow {Whole(interval.Yellow)}, "
            + $"green {Whole(interval.Green)}";
        return interval.IsUncertain(band)
            ?
            [
                line,
                $"the band is uncertain: {ScoreWords.Of(band)} is {Whole(interval.ProbabilityOf(band))} likely, and a "
                    + "threshold lies within the interval",
            ]
            : [line];
    }

    private static string Whole(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
