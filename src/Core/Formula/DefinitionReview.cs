namespace HealthScore.Core.Formula;

/// <summary>
/// When people last agreed on what the score is made of (factors, outcome, bands), and how often they mean to.
/// </summary>
/// <param name="On">Day of the last review; null where there was none.</param>
/// <param name="EveryDays">A review older than this many days is due again; 1 or more.</param>
public sealed record DefinitionReview(DateOnly? On, int EveryDays)
{
    public static DefinitionReview None { get; } = new(On: null, EveryDays: 180);

    /// <summary>Days since the last review, 0 where it was later; null where there was none.</summary>
    /// <param name="asOf">The day from which one looks back.</param>
    public int? AgeInDays(DateOnly asOf) => On is { } on ? Math.Max(0, asOf.DayNumber - on.DayNumber) : null;

    /// <summary>True where the last review is older than <see cref="EveryDays"/>, or there was none.</summary>
    public bool IsDue(DateOnly asOf) => !(AgeInDays(asOf) <= EveryDays);
}
