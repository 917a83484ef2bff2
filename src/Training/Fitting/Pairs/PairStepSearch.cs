namespace HealthScore.Training.Fitting.Pairs;

/// <summary>Finds the best tree of depth two of one pair from sums by cell alone.</summary>
internal sealed class PairStepSearch
{
    private const int MostCodes = 129;
    private readonly FitSettings settings;
    private readonly double[] leftG = new double[MostCodes];
    private readonly double[] leftH = new double[MostCodes];
    private readonly double[] leftN = new double[MostCodes];
    private readonly double[] rightG = new double[MostCodes];
    private readonly double[] rightH = new double[MostCodes];
    private readonly double[] rightN = new double[MostCodes];
    private readonly double[] keys = new double[MostCodes];

    public PairStepSearch(FitSettings settings)
    {
        this.settings = settings;
    }

    /// <summary>The best step with either axis first; null where none obeys the declared directions and wins.</summary>
    public PairStep? Best(PairGrid grid, PairSums sums)
    {
        var byRow = Best(grid, sums, rootIsRow: true);
        var byColumn = Best(grid, sums, rootIsRow: false);
        return byColumn is not null && (byRow is null || byColumn.Gain > byRow.Gain) ? byColumn : byRow;
    }

    private PairStep? Best(PairGrid grid, PairSums sums, bool rootIsRow)
    {
        var (root, leaf) = rootIsRow ? (grid.Row, grid.Column) : (grid.Column, grid.Row);
        var (rootStride, leafStride) = rootIsRow ? (grid.Column.Size, 1) : (1, grid.Column.Size);
        var order = RootOrder(root, leaf, sums, rootStride, leafStride);
        Start(root, leaf, sums, rootStride, leafStride);
        PairStep? best = null;
        for (var place = 0; place < order.Length - 1; place++)
        {
            var (rowsLeft, rowsRight) = Move(order[place] * rootStride, leaf.Count, leafStride, sums);
            if (rowsLeft < settings.LeafRows || rowsRight < settings.LeafRows)
            {
                continue;
            }

            var left = BestSide(leaf, leftG, leftH, leftN);
            var right = BestSide(leaf, rightG, rightH, rightN);
            var gain = left.Score + right.Score;
            if (gain > (best?.Gain ?? 0) && Allows(root, order, place, leaf, left, right))
            {
                best = new PairStep(gain, rootIsRow, order, place, left, right);
            }
        }

        return best;
    }

    private byte[] RootOrder(PairAxis root, PairAxis leaf, PairSums sums, int rootStride, int leafStride)
    {
        var order = Natural(root.Count);
        if (root.IsOrdered)
        {
            return order;
        }

        for (var code = 0; code < root.Count; code++)
        {
            var (g, h) = (0.0, settings.LeafShrinkage);
            for (var other = 0; other < leaf.Count; other++)
            {
                g += sums.Gradient[(code * rootStride) + (other * leafStride)];
                h += sums.Information[(code * rootStride) + (other * leafStride)];
            }

            keys[code] = g / h;
        }

        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        return order;
    }

    private static byte[] Natural(int count)
    {
        var order = new byte[count];
        for (var k = 0; k < count; k++)
        {
            order[k] = (byte)k;
        }

        return order;
    }

    /// <summary>All measured cells stand on the right of the root.</summary>
    private void Start(PairAxis root, PairAxis leaf, PairSums sums, int rootStride, int leafStride)
    {
        for (var other = 0; other < leaf.Count; other++)
        {
            var (g, h, n) = (0.0, 0.0, 0.0);
            for (var code = 0; code < root.Count; code++)
            {
                var cell = (code * rootStride) + (other * leafStride);
                g += sums.Gradient[cell];
                h += sums.Information[cell];
                n += sums.Rows[cell];
            }

            (rightG[other], rightH[other], rightN[other]) = (g, h, n);
            (leftG[other], leftH[other], leftN[other]) = (0, 0, 0);
        }
    }

    /// <summary>Moves one code of the root axis to the left; returns the rows on both sides.</summary>
    private (double Left, double Right) Move(int from, int count, int stride, PairSums sums)
    {
        var (left, right) = (0.0, 0.0);
        for (var other = 0; other < count; other++)
        {
            var cell = from + (other * stride);
            leftG[other] += sums.Gradient[cell];
            rightG[other] -= sums.Gradient[cell];
            leftH[other] += sums.Information[cell];
            rightH[other] -= sums.Information[cell];
            leftN[other] += sums.Rows[cell];
            rightN[other] -= sums.Rows[cell];
            left += leftN[other];
            right += rightN[other];
        }

        return (left, right);
    }

    private PairSide BestSide(PairAxis axis, double[] gradient, double[] information, double[] rows)
    {
        var order = Natural(axis.Count);
        if (!axis.IsOrdered)
        {
            for (var code = 0; code < axis.Count; code++)
            {
                keys[code] = gradient[code] / (Math.Max(0, information[code]) + settings.LeafShrinkage);
            }

            Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        }

        var (allG, allH, allN) = (0.0, 0.0, 0.0);
        for (var code = 0; code < axis.Count; code++)
        {
            allG += gradient[code];
            allH += information[code];
            allN += rows[code];
        }

        var whole = allG / (allH + settings.LeafShrinkage);
        var best = new PairSide(allG * whole, order, order.Length - 1, whole, whole);
        var (g, h, n) = (0.0, 0.0, 0.0);
        for (var place = 0; place < order.Length - 1; place++)
        {
            var code = order[place];
            g += gradient[code];
            h += information[code];
            n += rows[code];
            if (n < settings.LeafRows || allN - n < settings.LeafRows)
            {
                continue;
            }

            var low = g / (h + settings.LeafShrinkage);
            var high = (allG - g) / (allH - h + settings.LeafShrinkage);
            var score = (g * low) + ((allG - g) * high);
            if (score > best.Score && (!axis.IsOrdered || axis.Constraint.Allows(place, high - low)))
            {
                best = new PairSide(score, order, place, low, high);
            }
        }

        return best;
    }

    /// <summary>Whether the root's cut moves every code of the other axis the declared way.</summary>
    private static bool Allows(PairAxis root, byte[] order, int place, PairAxis leaf, PairSide left, PairSide right)
    {
        if (!root.IsOrdered || root.Constraint.Apex is null)
        {
            return true;
        }

        Span<double> change = stackalloc double[leaf.Count];
        for (var at = 0; at < left.Order.Length; at++)
        {
            change[left.Order[at]] -= at <= left.Cut ? left.Low : left.High;
            change[right.Order[at]] += at <= right.Cut ? right.Low : right.High;
        }

        foreach (var step in change)
        {
            if (!root.Constraint.Allows(order[place], step))
            {
                return false;
            }
        }

        return true;
    }
}
