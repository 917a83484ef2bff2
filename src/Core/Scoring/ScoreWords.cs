using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>The words that stand for a band and a status in every file.</summary>
public static class ScoreWords
{
    public static string Of(Band band) =>
        band switch
        {
            Band.Red => "red",
            Band.Yellow => "yellow",
            Band.Green => "green",
            _ => throw new ArgumentOutOfRangeException(nameof(band), band, "not a band"),
        };

    public static string Of(ScoreStatus status) =>
        status switch
        {
            ScoreStatus.Scored => "scored",
            ScoreStatus.LowConfidence => "low_confidence",
            ScoreStatus.Withheld => "withheld",
            ScoreStatus.InNotice => "in_notice",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status"),
        };
}
