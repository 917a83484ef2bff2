using HealthScore.Training.Fitting.Pairs.Tables;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>What one bag finds by itself: pairs, most important first, with purified tables.</summary>
internal sealed class BagPairs
{
    private readonly double[][] tables;

    /// <summary>Log-odds of the rows left out: single curves, and what the pairs say of single factors.</summary>
    private readonly double[] alone;

    private BagPairs(PairGrid[] grids, double[][] tables, double[] importance, double[] alone)
    {
        (Grids, this.tables, Importance, this.alone) = (grids, tables, importance, alone);
    }

    public PairGrid[] Grids { get; }

    /// <summary>Mean squared log-odds of each purified table over the rows learned from.</summary>
    public double[] Importance { get; }

    public static BagPairs Of(BagRows bag, PairAxis?[] axes, FitSettings settings)
    {
        var learned = bag.Data.First(bag.Trained);
        var ranked = PairRanking.Of(
            learned,
            axes,
            bag.LogOdds.AsSpan(0, bag.Trained),
            settings.PairCandidates,
            settings
        );
        var (tables, _) = PairBoosting.Fit(bag, ranked, settings);
        var leftOut = bag.LogOdds[bag.Trained..];
        var importance = new double[ranked.Length];
        for (var k = 0; k < ranked.Length; k++)
        {
            var cells = ranked[k].CellsOf(bag.Data);
            var counts = ranked[k].Count(cells.AsSpan(0, bag.Trained));
            var columns = ranked[k].Column.Size;
            var pure = Purification.Of(tables[k], counts, columns);
            for (var i = 0; i < leftOut.Length; i++)
            {
                var cell = cells[bag.Trained + i];
                leftOut[i] += pure.Rows[cell / columns] + pure.Columns[cell % columns];
            }

            for (var cell = 0; cell < counts.Length; cell++)
            {
                importance[k] += counts[cell] * tables[k][cell] * tables[k][cell] / bag.Trained;
            }
        }

        int[] order =
        [
            .. Enumerable.Range(0, ranked.Length).Where(k => importance[k] > 0).OrderByDescending(k => importance[k]),
        ];
        return new BagPairs(
            [.. order.Select(k => ranked[k])],
            [.. order.Select(k => tables[k])],
            [.. order.Select(k => importance[k])],
            leftOut
        );
    }

    /// <summary>Log-odds of the rows left out with this bag's first <paramref name="count"/> pairs.</summary>
    /// <param name="count">How many pairs.</param>
    /// <param name="bag">The bag's rows.</param>
    /// <param name="logOdds">Of all rows; those left out are filled.</param>
    public void LogOdds(int count, BagRows bag, Span<double> logOdds)
    {
        for (var i = 0; i < alone.Length; i++)
        {
            logOdds[bag.Rows[bag.Trained + i]] = alone[i];
        }

        for (var k = 0; k < Math.Min(count, Grids.Length); k++)
        {
            var cells = Grids[k].CellsOf(bag.Data);
            for (var i = bag.Trained; i < cells.Length; i++)
            {
                logOdds[bag.Rows[i]] += tables[k][cells[i]];
            }
        }
    }

    /// <summary>Log-loss of the rows left out with none, the first, the first two … of this bag's pairs.</summary>
    /// <param name="bag">The bag's rows.</param>
    /// <param name="losses">By number of pairs, of all rows; those left out are filled.</param>
    public void Losses(BagRows bag, double[][] losses)
    {
        var logOdds = alone.ToArray();
        for (var count = 0; count < losses.Length; count++)
        {
            if (count > 0 && count <= Grids.Length)
            {
                var cells = Grids[count - 1].CellsOf(bag.Data);
                for (var i = 0; i < logOdds.Length; i++)
                {
                    logOdds[i] += tables[count - 1][cells[bag.Trained + i]];
                }
            }

            for (var i = 0; i < logOdds.Length; i++)
            {
                losses[count][bag.Rows[bag.Trained + i]] = Residuals.Loss(
                    logOdds[i],
                    bag.Data.Churned[bag.Trained + i]
                );
            }
        }
    }
}
