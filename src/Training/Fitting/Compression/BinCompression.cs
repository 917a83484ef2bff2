namespace HealthScore.Training.Fitting.Compression;

/// <summary>A factor's prebins pooled into the bins of the formula.</summary>
/// <param name="BinOfCode">The bin of each measured prebin.</param>
/// <param name="Count">How many bins.</param>
internal sealed record CompressedBins(int[] BinOfCode, int Count)
{
    /// <summary>Mean of a curve within each bin.</summary>
    public double[] Average(ReadOnlySpan<double> curve, ReadOnlySpan<double> information)
    {
        var (sums, weights) = (new double[Count], new double[Count]);
        for (var code = 0; code < BinOfCode.Length; code++)
        {
            sums[BinOfCode[code]] += information[code] * curve[code];
            weights[BinOfCode[code]] += information[code];
        }

        for (var bin = 0; bin < Count; bin++)
        {
            sums[bin] = weights[bin] > 0 ? sums[bin] / weights[bin] : 0;
        }

        return sums;
    }
}

/// <summary>One more curve along the same prebins that bins must follow: a line of a pair's table.</summary>
/// <param name="LogOdds">By measured prebin.</param>
/// <param name="Information">Sum of p (1 - p) by measured prebin.</param>
internal sealed record CurveLayer(double[] LogOdds, double[] Information);

/// <summary>
/// The exact segmentation of curves into few bins: dynamic programming over all contiguous partitions that keep every
/// bin large enough, at the least log-likelihood lost plus a price per bin. Categories are first sorted by their curve.
/// </summary>
internal static class BinCompression
{
    /// <param name="layers">The factor's curve, then what else shall be followed.</param>
    /// <param name="rows">Rows by prebin.</param>
    /// <param name="limits">What a bin must hold, and the price of one.</param>
    /// <param name="isOrdered">False for categories, whose order is that of the first layer.</param>
    public static CompressedBins Compress(
        IReadOnlyList<CurveLayer> layers,
        ReadOnlySpan<int> rows,
        BinLimits limits,
        bool isOrdered
    )
    {
        var order = new int[rows.Length];
        for (var code = 0; code < order.Length; code++)
        {
            order[code] = code;
        }

        if (!isOrdered)
        {
            var keys = layers[0].LogOdds;
            Array.Sort(order, (x, y) => keys[x] != keys[y] ? keys[x].CompareTo(keys[y]) : x.CompareTo(y));
        }

        var starts = Partition(SegmentLosses.Of(order, layers, rows), limits);
        var binOfCode = new int[order.Length];
        for (var bin = 0; bin < starts.Count; bin++)
        {
            var to = bin + 1 < starts.Count ? starts[bin + 1] : order.Length;
            for (var at = starts[bin]; at < to; at++)
            {
                binOfCode[order[at]] = bin;
            }
        }

        return new CompressedBins(binOfCode, Math.Max(1, starts.Count));
    }

    /// <summary>F(k, j): least cost of the first j prebins in k bins.</summary>
    private static List<int> Partition(SegmentLosses sums, BinLimits limits)
    {
        var count = sums.Count;
        var cost = new double[limits.MostBins + 1, count + 1];
        var start = new int[limits.MostBins + 1, count + 1];
        for (var k = 0; k <= limits.MostBins; k++)
        {
            for (var j = 0; j <= count; j++)
            {
                cost[k, j] = k == 0 && j == 0 ? 0 : double.PositiveInfinity;
            }
        }

        for (var k = 1; k <= limits.MostBins; k++)
        {
            for (var j = k; j <= count; j++)
            {
                for (var i = k - 1; i < j; i++)
                {
                    if (cost[k - 1, i] < cost[k, j] && sums.Rows(i, j) >= limits.FewestRows)
                    {
                        var candidate = cost[k - 1, i] + sums.Loss(i, j) + limits.Penalty;
                        if (candidate < cost[k, j])
                        {
                            (cost[k, j], start[k, j]) = (candidate, i);
                        }
                    }
                }
            }
        }

        var bins = Enumerable.Range(1, limits.MostBins).MinBy(k => cost[k, count]);
        var starts = new List<int>();
        if (double.IsPositiveInfinity(cost[bins, count]))
        {
            return [0];
        }

        for (var (k, j) = (bins, count); k > 0; k--)
        {
            j = start[k, j];
            starts.Insert(0, j);
        }

        return starts;
    }
}

/// <summary>What each bin must hold, how many there may be, and what one costs in log-likelihood.</summary>
internal readonly record struct BinLimits(int MostBins, int FewestRows, double Penalty);
