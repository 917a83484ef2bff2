namespace HealthScore.Cli.Edge;

/// <summary>The one place where the clock's date enters: no as-of date may lie after it.</summary>
internal static class Today
{
    public static DateOnly Date => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
}
