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
        var (residuals, weights) = Residuals.Of(logOdds, data.Churned);
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
                gains[k] = Gain(grids[k], data, residuals, weights, search, settings);
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
        PrebinnedRows data,
        double[] residuals,
        double[] weights,
        PairStepSearch search,
        FitSettings settings
    )
    {
        var cells = grid.CellsOf(data);
        var sums = new PairSums(grid.Cells);
        foreach (var cell in cells)
        {
            sums.Rows[cell]++;
        }

        sums.Take(cells, residuals, weights);
        var step = search.Best(grid, sums);
        return step is null
            ? 0
            : step.Gain - Math.Max(Alone(grid, sums, true, settings), Alone(grid, sums, false, settings));
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
                g[code] += sums.Gradient[(code * stride) + (at * otherStride)];
                h[code] += sums.Information[(code * stride) + (at * otherStride)];
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
