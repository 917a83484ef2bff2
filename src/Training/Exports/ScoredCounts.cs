using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Exports;

/// <summary>How many rows came to which end.</summary>
public sealed record ScoredCounts(int Rows, int Green, int Yellow, int Red)
{
    public int LowConfidence { get; init; }

    /// <summary>Too little was measured.</summary>
    public int Withheld { get; init; }

    /// <summary>A value of the row could not be read.</summary>
    public int Invalid { get; init; }

    public int InNotice { get; init; }

    public int Scored => Green + Yellow + Red;
}

/// <summary>Counts rows while a file is written.</summary>
internal sealed class ScoredTally
{
    private readonly int[] bands = new int[3];
    private int lowConfidence;
    private int withheld;
    private int invalid;
    private int inNotice;

    public void Add(ScoredRow row)
    {
        if (row.Band is { } band)
        {
            bands[(int)band]++;
        }

        lowConfidence += row.Status == ScoreStatus.LowConfidence ? 1 : 0;
        inNotice += row.Status == ScoreStatus.InNotice ? 1 : 0;
        var unread = row.Reasons[0].StartsWith(ScoredFile.InvalidPrefix, StringComparison.Ordinal);
        invalid += row.Status == ScoreStatus.Withheld && unread ? 1 : 0;
        withheld += row.Status == ScoreStatus.Withheld && !unread ? 1 : 0;
    }

    public ScoredCounts Counts(int rows) =>
        new(rows, bands[(int)Band.Green], bands[(int)Band.Yellow], bands[(int)Band.Red])
        {
            LowConfidence = lowConfidence,
            Withheld = withheld,
            Invalid = invalid,
            InNotice = inNotice,
        };
}
