using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Pairs.Tables;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>Searches, chooses and boosts the pairs of a formula.</summary>
internal static class PairFit
{
    /// <summary>
    /// The shapes with what the chosen pairs say of single factors moved into the curves, and the pairs purified; no
    /// pair where held-out rows do not ask for one.
    /// </summary>
    public static (BoostedShapes Shapes, FinePair[] Pairs) Fit(
        PrebinnedRows data,
        BoostedShapes shapes,
        HistogramCube cube,
        CurveConstraint[] constraints,
        FitSettings settings
    )
    {
        if (settings.MostPairs == 0)
        {
            return (shapes, []);
        }

        var bags = BagRows.Of(data, shapes);
        var choice = PairChoice.Of(data, Axes(data, cube, constraints), bags, shapes.HeldOut, settings);
        return choice.Pairs.Length == 0
            ? (shapes, [])
            : Purify(data, shapes with { HeldOut = choice.HeldOut }, PairBoosting.Fit(bags, choice.Pairs, settings));
    }

    private static PairAxis?[] Axes(PrebinnedRows data, HistogramCube cube, CurveConstraint[] constraints)
    {
        var axes = new PairAxis?[data.Factors.Length];
        for (var j = 0; j < axes.Length; j++)
        {
            var rows = cube.RowsOf(j);
            axes[j] =
                rows.AsSpan()[..^1].ToArray().Count(n => n > 0) > 1
                    ? PairAxis.Of(j, data.Factors[j], rows, constraints[j])
                    : null;
        }

        return axes;
    }

    private static (BoostedShapes Shapes, FinePair[] Pairs) Purify(
        PrebinnedRows data,
        BoostedShapes shapes,
        BoostedPairs boosted
    )
    {
        double[][] curves = [.. shapes.Curves.Select(c => c.ToArray())];
        var pairs = new List<FinePair>();
        for (var k = 0; k < boosted.Grids.Length; k++)
        {
            var grid = boosted.Grids[k];
            var table = boosted.Mean(k);
            if (!table.AsSpan().ContainsAnyExcept(0.0))
            {
                continue;
            }

            var counts = grid.Count(grid.CellsOf(data));
            var alone = Purification.Of(table, counts, grid.Column.Size);
            AddTo(curves[grid.Row.Factor], grid.Row, alone.Rows);
            AddTo(curves[grid.Column.Factor], grid.Column, alone.Columns);
            pairs.Add(new FinePair(grid, table, counts));
        }

        return (shapes with { Curves = curves }, [.. pairs]);
    }

    private static void AddTo(double[] curve, PairAxis axis, double[] alone)
    {
        for (var code = 0; code < curve.Length; code++)
        {
            curve[code] += alone[axis.CellOfCode[code]];
        }
    }
}
