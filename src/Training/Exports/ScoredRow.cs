using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Exports;

/// <summary>
/// One row of a scored file while it is filled and written; reused from row to row, so that none is allocated.
/// </summary>
public sealed class ScoredRow(int contributions)
{
    public ScoreStatus Status { get; set; }

    /// <summary>In 10^-7 points; null where no score was given.</summary>
    public int? HealthPoints { get; set; }

    public Band? Band { get; set; }

    public double? ChurnProbability { get; set; }

    public double? ChallengerProbability { get; set; }

    /// <summary>Null where it was not asked for, or the model holds no replicates.</summary>
    public ChurnInterval? Interval { get; set; }

    /// <summary>Null where the row could not be read.</summary>
    public double? Coverage { get; set; }

    /// <summary>Three, empty where there is none.</summary>
    public string[] Reasons { get; } = ["", "", ""];

    public string FormulaHash { get; set; } = "";

    /// <summary>By place in the file's keys, in 10^-7 points; 0 where the row's formula lacks the factor.</summary>
    public int[] Points { get; } = new int[contributions];

    /// <summary>Makes this a row without a score.</summary>
    public void Withhold(ScoreStatus status, string reason)
    {
        (Status, HealthPoints, Band, ChurnProbability, ChallengerProbability) = (status, null, null, null, null);
        Interval = null;
        (Reasons[0], Reasons[1], Reasons[2]) = (reason, "", "");
    }
}
