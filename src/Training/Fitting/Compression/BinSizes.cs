namespace HealthScore.Training.Fitting.Compression;

/// <summary>How small a bin may be: enough rows and enough of both outcomes to trust its points.</summary>
internal static class BinSizes
{
    public const int FewestOfEachOutcome = 5;

    /// <summary>50 rows or 2 % of them, but never more than a fifth (a file of 100 rows may still have bins).</summary>
    public static int FewestRows(int rows) => Math.Min(Math.Max(50, rows / 50), Math.Max(1, rows / 5));
}
