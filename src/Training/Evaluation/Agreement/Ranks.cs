namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>Whether two columns of numbers put the same rows first.</summary>
internal static class Ranks
{
    /// <summary>Spearman's correlation, ties at their middle rank; null where it has no value.</summary>
    public static double? Correlation((double One, double Other)[] pairs) =>
        Spearman([.. pairs.Select(pair => pair.One)], [.. pairs.Select(pair => pair.Other)]);

    /// <inheritdoc cref="Correlation"/>
    public static double? Spearman(double[] one, double[] other)
    {
        if (one.Length < 2)
        {
            return null;
        }

        var (first, second) = (MiddleRanks(one), MiddleRanks(other));
        var middle = (one.Length + 1) / 2.0;
        var (both, ones, others) = (0.0, 0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            both += (first[i] - middle) * (second[i] - middle);
            ones += (first[i] - middle) * (first[i] - middle);
            others += (second[i] - middle) * (second[i] - middle);
        }

        return ones * others > 0 ? both / Math.Sqrt(ones * others) : null;
    }

    /// <summary>
    /// Kendall's tau-b: of all pairs of rows the share that both put in the same order, less the share that they put in
    /// opposite orders, pairs tied in one left out of its own count; null where a column is all one number.
    /// </summary>
    /// <remarks>Knight (1966): opposite pairs are the swaps of a merge sort, O(n log n).</remarks>
    public static double? Kendall(double[] one, double[] other)
    {
        int[] order = [.. Enumerable.Range(0, one.Length)];
        Array.Sort(order, (a, b) => (one[a], other[a]).CompareTo((one[b], other[b])));
        double[] second = [.. order.Select(i => other[i])];
        var pairs = (long)one.Length * (one.Length - 1) / 2;
        var tiedInOne = TiedPairs(order.Length, (a, b) => one[order[a]] == one[order[b]]);
        var tiedInBoth = TiedPairs(order.Length, (a, b) => one[order[a]] == one[order[b]] && second[a] == second[b]);
        var swaps = Swaps(second, new double[second.Length], 0, second.Length);
        var tiedInOther = TiedPairs(second.Length, (a, b) => second[a] == second[b]);
        double inOne = pairs - tiedInOne;
        double inOther = pairs - tiedInOther;
        return inOne > 0 && inOther > 0
            ? (pairs - tiedInOne - tiedInOther + tiedInBoth - (2 * swaps)) / (Math.Sqrt(inOne) * Math.Sqrt(inOther))
            : null;
    }

    /// <summary>Pairs within runs of equal neighbours.</summary>
    private static long TiedPairs(int count, Func<int, int, bool> areTied)
    {
        var (tied, run) = (0L, 0L);
        for (var i = 1; i < count; i++)
        {
            run = areTied(i - 1, i) ? run + 1 : 0;
            tied += run;
        }

        return tied;
    }

    /// <summary>Sorts a part and counts the pairs that stood the wrong way round.</summary>
    private static long Swaps(double[] numbers, double[] spare, int from, int to)
    {
        if (to - from < 2)
        {
            return 0;
        }

        var middle = from + ((to - from) / 2);
        var swaps = Swaps(numbers, spare, from, middle) + Swaps(numbers, spare, middle, to);
        for (var (i, j, k) = (from, middle, from); k < to; k++)
        {
            var takesLeft = j == to || (i < middle && numbers[i] <= numbers[j]);
            swaps += takesLeft ? 0 : middle - i;
            spare[k] = takesLeft ? numbers[i++] : numbers[j++];
        }

        Array.Copy(spare, from, numbers, from, to - from);
        return swaps;
    }

    private static double[] MiddleRanks(double[] numbers)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        Array.Sort(order, (a, b) => numbers[a].CompareTo(numbers[b]));
        var ranks = new double[numbers.Length];
        for (var from = 0; from < order.Length; )
        {
            var to = from + 1;
            while (to < order.Length && numbers[order[to]] == numbers[order[from]])
            {
                to++;
            }

            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to + 1) / 2.0;
            }

            from = to;
        }

        return ranks;
    }
}
