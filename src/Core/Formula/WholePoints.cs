namespace HealthScore.Core.Formula;

/// <summary>
/// The identity of formula and logistic model in whole numbers: ranges of log-odds become best points that sum to
/// exactly 10^9, and each entry's place within its range becomes its points. Training and blending round alike.
/// </summary>
public static class WholePoints
{
    /// <summary>
    /// Whole numbers in proportion to <paramref name="ranges"/> that sum to <paramref name="total"/>: the largest
    /// remainders are rounded up, ties by position.
    /// </summary>
    /// <param name="ranges">What each factor can add at most, 0 or more, not all 0.</param>
    /// <param name="total">Above 0.</param>
    public static int[] LargestRemainders(double[] ranges, int total)
    {
        var sum = ranges.Sum();
        var exact = Array.ConvertAll(ranges, range => total * (range / sum));
        var whole = Array.ConvertAll(exact, x => (int)Math.Floor(x));
        var missing = total - whole.Sum();
        var byRemainder = Enumerable.Range(0, ranges.Length).OrderByDescending(j => exact[j] - whole[j]).ThenBy(j => j);
        foreach (var j in byRemainder.Take(missing))
        {
            whole[j]++;
        }

        return whole;
    }

    /// <summary>Points of an entry; they never fall where <paramref name="above"/> rises.</summary>
    /// <param name="above">How far the entry stands above the worst, in log-odds.</param>
    /// <param name="range">How far the best stands above the worst.</param>
    /// <param name="best">Points of the best.</param>
    public static int Of(double above, double range, int best) => (int)Math.Round(best * (above / range));
}
