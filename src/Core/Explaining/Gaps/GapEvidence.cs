using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Gaps;

/// <summary>From what the kind of a gap is told. All but the interval are log-odds of churn.</summary>
/// <param name="Formula">The formula's answer.</param>
/// <param name="Trees">The challenger's.</param>
/// <param name="Together">What of their difference is done by factors together.</param>
internal readonly record struct GapEvidence(double Formula, double Trees, double Together)
{
    /// <summary>Of the formula's probability; null where the model holds no replicates.</summary>
    public ChurnInterval? Interval { get; init; }

    /// <summary>Whether training saw the values of all factors that drive the gap.</summary>
    public required bool DriversAreSeen { get; init; }

    /// <summary>What the formula of all accounts answers; null where it is the one that scored.</summary>
    public double? Common { get; init; }

    public GapKind Kind
    {
        get
        {
            var gap = Trees - Formula;
            return IsWithinInterval ? GapKind.Noise
                : !DriversAreSeen ? GapKind.UnseenValue
                : Common is { } common && 2 * Math.Abs(Trees - common) <= Math.Abs(gap) ? GapKind.Segment
                : 2 * Together * Math.Sign(gap) >= Math.Abs(gap) ? GapKind.Combination
                : GapKind.Curve;
        }
    }

    private bool IsWithinInterval =>
        Interval is { } interval
            ? Logistic.Sigmoid(Trees) is var p && interval.Low <= p && p <= interval.High
            : Trees == Formula;
}
