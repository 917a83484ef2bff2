namespace HealthScore.Training.Fitting.Compression;

/// <summary>
/// How small a bin may be. How many of its rows churned is not asked: a range in which nobody did is worth a bin, and
/// what it counts is drawn to the boosted curve, which early stopping has shrunk.
/// </summary>
internal static class BinSizes
{
    /// <summary>50 rows or 2 % of them, but never more than a fifth (a file of 100 rows may still have bins).</summary>
    public static int FewestRows(int rows) => Math.Min(Math.Max(50, rows / 50), Math.Max(1, rows / 5));
}
