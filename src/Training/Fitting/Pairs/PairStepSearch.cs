using System.Runtime.Intrinsics;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>Finds the best tree of depth two of one pair from sums by cell alone.</summary>
internal sealed class PairStepSearch
{
    private const int MostCodes = 129;
    private readonly FitSettings settings;
    private static readonly byte[][] NaturalOrders = [.. Enumerable.Range(0, MostCodes + 1).Select(Natural)];
    private readonly Vector128<double>[] left = new Vector128<double>[MostCodes];
    private readonly Vector128<double>[] right = new Vector128<double>[MostCodes];
    private readonly double[] leftRows = new double[MostCodes];
    private readonly double[] rightRows = new double[MostCodes];
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

            var (low, high) = (BestSide(leaf, left, leftRows), BestSide(leaf, right, rightRows));
            var gain = low.Score + high.Score;
            if (gain > (best?.Gain ?? 0) && Allows(root, order, place, leaf, low, high))
            {
                best = new PairStep(gain, rootIsRow, order, place, low, high);
            }
        }

        return best;
    }

    private byte[] RootOrder(PairAxis root, PairAxis leaf, PairSums sums, int rootStride, int leafStride)
    {
        if (root.IsOrdered)
        {
            return NaturalOrders[root.Count];
        }

        for (var code = 0; code < root.Count; code++)
        {
            var sum = Vector128.Create(0, settings.LeafShrinkage);
            for (var other = 0; other < leaf.Count; other++)
            {
                sum += sums.Slopes[(code * rootStride) + (other * leafStride)];
            }

            keys[code] = sum[0] / sum[1];
        }

        return ByKey(root.Count);
    }

    private byte[] ByKey(int count)
    {
        var order = Natural(count);
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
            var (sum, rows) = (Vector128<double>.Zero, 0.0);
            for (var code = 0; code < root.Count; code++)
            {
                var cell = (code * rootStride) + (other * leafStride);
                sum += sums.Slopes[cell];
                rows += sums.Rows[cell];
            }

            (right[other], rightRows[other]) = (sum, rows);
            (left[other], leftRows[other]) = (Vector128<double>.Zero, 0);
        }
    }

    /// <summary>Moves one code of the root axis to the left; returns the rows on both sides.</summary>
    private (double Left, double Right) Move(int from, int count, int stride, PairSums sums)
    {
        var (rowsLeft, rowsRight) = (0.0, 0.0);
        for (var other = 0; other < count; other++)
        {
            var cell = from + (other * stride);
            left[other] += sums.Slopes[cell];
            right[other] -= sums.Slopes[cell];
            leftRows[other] += sums.Rows[cell];
            rightRows[other] -= sums.Rows[cell];
            rowsLeft += leftRows[other];
            rowsRight += rightRows[other];
        }

        return (rowsLeft, rowsRight);
    }

    private PairSide BestSide(PairAxis axis, Vector128<double>[] slopes, double[] rows)
    {
        var order = LeafOrder(axis, slopes);
        var (all, allRows) = (Vector128<double>.Zero, 0.0);
        for (var code = 0; code < axis.Count; code++)
        {
            all += slopes[code];
            allRows += rows[code];
        }

        var whole = all[0] / (all[1] + settings.LeafShrinkage);
        var best = new PairSide(all[0] * whole, order, order.Length - 1, whole, whole);
        var (sum, sumRows) = (Vector128<double>.Zero, 0.0);
        for (var place = 0; place < order.Length - 1; place++)
        {
            sum += slopes[order[place]];
            sumRows += rows[order[place]];
            if (sumRows < settings.LeafRows || allRows - sumRows < settings.LeafRows)
            {
                continue;
            }

            var rest = all - sum;
            var low = sum[0] / (sum[1] + settings.LeafShrinkage);
            var high = rest[0] / (rest[1] + settings.LeafShrinkage);
            var score = (sum[0] * low) + (rest[0] * high);
            if (score > best.Score && (!axis.IsOrdered || axis.Constraint.Allows(place, high - low)))
            {
                best = new PairSide(score, order, place, low, high);
            }
        }

        return best;
    }

    private byte[] LeafOrder(PairAxis axis, Vector128<double>[] slopes)
    {
        if (axis.IsOrdered)
        {
            return NaturalOrders[axis.Count];
        }

        for (var code = 0; code < axis.Count; code++)
        {
            keys[code] = slopes[code][0] / (Math.Max(0, slopes[code][1]) + settings.LeafShrinkage);
        }

        return ByKey(axis.Count);
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
