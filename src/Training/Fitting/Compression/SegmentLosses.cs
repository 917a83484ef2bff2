namespace HealthScore.Training.Fitting.Compression;

/// <summary>What one value for all of some neighbouring prebins loses, and what they hold.</summary>
internal sealed class SegmentLosses
{
    private readonly int[] rows;
    private readonly double[,] losses;

    private SegmentLosses(int count)
    {
        Count = count;
        rows = new int[count + 1];
        losses = new double[count + 1, count + 1];
    }

    public int Count { get; }

    public int Rows(int from, int to) => rows[to] - rows[from];

    /// <summary>
    /// Log-likelihood lost by one value for all, summed over the curves: half the weighted squared distance from their
    /// mean.
    /// </summary>
    public double Loss(int from, int to) => losses[from, to];

    /// <param name="order">Prebins in the order in which they may be neighbours.</param>
    /// <param name="layers">The curves.</param>
    /// <param name="rowsByCode">Rows by prebin.</param>
    public static SegmentLosses Of(int[] order, IReadOnlyList<CurveLayer> layers, ReadOnlySpan<int> rowsByCode)
    {
        var sums = new SegmentLosses(order.Length);
        for (var at = 0; at < order.Length; at++)
        {
            sums.rows[at + 1] = sums.rows[at] + rowsByCode[order[at]];
        }

        foreach (var layer in layers)
        {
            sums.Add(order, layer);
        }

        return sums;
    }

    private void Add(int[] order, CurveLayer layer)
    {
        for (var from = 0; from < order.Length; from++)
        {
            var (w, wf, wff) = (0.0, 0.0, 0.0);
            for (var to = from; to < order.Length; to++)
            {
                var (weight, f) = (layer.Information[order[to]], layer.LogOdds[order[to]]);
                w += weight;
                wf += weight * f;
                wff += weight * f * f;
                losses[from, to + 1] += w > 0 ? Math.Max(0, wff - (wf * wf / w)) / 2 : 0;
            }
        }
    }
}
