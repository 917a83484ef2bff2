namespace HealthScore.Cli.Edge;

/// <summary>
/// The one place where the clock's date enters: no as-of date may lie after it, and the age of a definition is told
/// from it where neither the command line nor the data name a day.
/// </summary>
internal static class Today
{
    public static DateOnly Date => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>The newest of the data's days; today where they are undated.</summary>
    public static DateOnly OrNewest(DateOnly[]? days) => days is { Length: > 0 } ? days.Max() : Date;
}
