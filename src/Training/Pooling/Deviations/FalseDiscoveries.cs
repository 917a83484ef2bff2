namespace HealthScore.Training.Pooling.Deviations;

/// <summary>Which of many tests are believed, so that few of those are false.</summary>
internal static class FalseDiscoveries
{
    /// <summary>
    /// Positions of the tests that are believed, in ascending order. Of those, a share of no more than
    /// <paramref name="share"/> is false on average.
    /// </summary>
    /// <param name="chances">By test, the chance of a result as large where nothing is there.</param>
    /// <param name="share">In 0..1.</param>
    /// <remarks>
    /// Benjamini and Hochberg (1995): the k smallest of m, k being the largest number whose k-th smallest chance is at
    /// most k / m x share.
    /// </remarks>
    public static int[] Believed(IReadOnlyList<double> chances, double share)
    {
        int[] ascending = [.. Enumerable.Range(0, chances.Count).OrderBy(t => chances[t])];
        var believed = ascending.Length;
        while (believed > 0 && chances[ascending[believed - 1]] > share * believed / chances.Count)
        {
            believed--;
        }

        return [.. ascending.AsSpan(0, believed).ToArray().Order()];
    }
}
