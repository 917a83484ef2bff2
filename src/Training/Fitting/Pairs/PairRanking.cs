using System.Runtime.Intrinsics;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>
/// Which pairs of factors still say something together: for each, the best tree of depth two on what the single curves
/// leave unexplained, less the best cut of one axis alone (after FAST; Lou et al., 2013).
/// </summary>
internal static class PairRanking
{
    /// <param name="data">Prebinned rows.</param>
    /// <param name="axes">By factor; null for a factor that takes no part.</param>
    /// <param name="logOdds">Of each row, held out.</param>
    /// <param name="most">Pairs wanted.</param>
    /// <param name="settings">Shrinkage, limits and threads.</param>
    /// <returns>Most gain first.</returns>
    public static PairGrid[] Of(
        PrebinnedRows data,
        PairAxis?[] axes,
        ReadOnlySpan<double> logOdds,
        int most,
        FitSettings settings
    )
    {
        var residuals = Residuals.Of(logOdds, data.Churned);
        var codes = Array.ConvertAll(axes, axis => axis?.CodesOf(data) ?? []);
        PairGrid[] grids =
        [
            .. from a in axes
            from b in axes
            where a is not null && b is not null && a.Factor < b.Factor
            select new PairGrid(a, b),
        ];
        var gains = new double[grids.Length];
        Parallel.For(
            0,
            grids.Length,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Threads },
            () => new PairStepSearch(settings),
            (k, _, search) =>
            {
                gains[k] = Gain(grids[k], codes, residuals, search, settings);
                return search;
            },
            _ => { }
        );
        return
        [
            .. Enumerable
                .Range(0, grids.Length)
                .Where(k => gains[k] > 0)
                .OrderByDescending(k => gains[k])
                .ThenBy(k => k)
                .Take(most)
                .Select(k => grids[k]),
        ];
    }

    private static double Gain(
        PairGrid grid,
        byte[][] codes,
        Vector128<double>[] residuals,
        PairStepSearch search,
        FitSettings settings
    )
    {
        var sums = Sums(grid, codes[grid.Row.Factor], codes[grid.Column.Factor], residuals);
        var step = search.Best(grid, sums);
        return step is null
            ? 0
            : step.Gain - Math.Max(Alone(grid, sums, true, settings), Alone(grid, sums, false, settings));
    }

    private static PairSums Sums(PairGrid grid, byte[] rowCodes, byte[] columnCodes, Vector128<double>[] residuals)
    {
        var sums = new PairSums(grid.Cells);
        var (slopes, rows, columns) = (sums.Slopes, sums.Rows, grid.Column.Size);
        for (var i = 0; i < residuals.Length; i++)
        {
            var cell = (rowCodes[i] * columns) + columnCodes[i];
            slopes[cell] += residuals[i];
            rows[cell]++;
        }

        return sums;
    }

    /// <summary>The best that a curve of one axis alone could win: every code its own step.</summary>
    private static double Alone(PairGrid grid, PairSums sums, bool rows, FitSettings settings)
    {
        var (axis, other) = rows ? (grid.Row, grid.Column) : (grid.Column, grid.Row);
        var (stride, otherStride) = rows ? (grid.Column.Size, 1) : (1, grid.Column.Size);
        var (allG, allH) = (0.0, 0.0);
        var g = new double[axis.Count];
        var h = new double[axis.Count];
        for (var code = 0; code < axis.Count; code++)
        {
            for (var at = 0; at < other.Count; at++)
            {
                var sum = sums.Slopes[(code * stride) + (at * otherStride)];
                g[code] += sum[0];
                h[code] += sum[1];
            }

            allG += g[code];
            allH += h[code];
        }

        var order = Enumerable.Range(0, axis.Count).ToArray();
        if (!axis.IsOrdered)
        {
            Array.Sort(
                order,
                (a, b) => (g[a] / (h[a] + settings.LeafShrinkage)).CompareTo(g[b] / (h[b] + settings.LeafShrinkage))
            );
        }

        var best = 0.0;
        var (sumG, sumH) = (0.0, 0.0);
        foreach (var code in order.SkipLast(1))
        {
            sumG += g[code];
            sumH += h[code];
            best = Math.Max(
                best,
                (sumG * sumG / (sumH + settings.LeafShrinkage))
                    + ((allG - sumG) * (allG - sumG) / (allH - sumH + settings.LeafShrinkage))
            );
        }

        return best;
    }
}
