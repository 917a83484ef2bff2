using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>The pairs that a formula shall have, and what held-out rows say of having so many.</summary>
/// <param name="Pairs">In the order of their parts.</param>
/// <param name="HeldOut">Log-odds of each row by the bag that neither ranked, chose nor learned on it.</param>
internal sealed record PairChoice(PairGrid[] Pairs, double[] HeldOut)
{
    /// <summary>
    /// As few pairs as held-out rows ask for. Every bag ranks, boosts and orders pairs on its own rows alone; of the
    /// numbers of pairs the least is taken whose loss on the rows left out is within the slack, in standard errors of
    /// the paired difference by account, of the best number's (Breiman et al., 1984). The pairs are those that move
    /// log-odds most over all bags.
    /// </summary>
    /// <param name="data">Prebinned rows.</param>
    /// <param name="axes">By factor; null for one that takes no part.</param>
    /// <param name="bags">The rows of each bag.</param>
    /// <param name="single">Held-out log-odds of the single curves: no pairs that do not beat them surely.</param>
    /// <param name="settings">Limits, slack and sureness.</param>
    public static PairChoice Of(
        PrebinnedRows data,
        PairAxis?[] axes,
        BagRows[] bags,
        double[] single,
        FitSettings settings
    )
    {
        var candidates = new BagPairs[bags.Length];
        double[][] losses = [.. Enumerable.Range(0, settings.MostPairs + 1).Select(_ => new double[data.Count])];
        Parallel.For(
            0,
            bags.Length,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Threads },
            bag =>
            {
                candidates[bag] = BagPairs.Of(bags[bag], axes, settings);
                candidates[bag].Losses(bags[bag], losses);
            }
        );
        double[] singleLosses = [.. single.Select((logOdds, i) => Residuals.Loss(logOdds, data.Churned[i]))];
        var best = Enumerable.Range(0, losses.Length).MinBy(k => losses[k].Sum());
        var fewest = Enumerable
            .Range(0, best + 1)
            .First(k => IsWithin(losses[k], losses[best], data.Keys, settings.PairSlack));
        if (IsWithin(singleLosses, losses[fewest], data.Keys, settings.PairsSureness))
        {
            return new PairChoice([], single);
        }

        var heldOut = new double[data.Count];
        for (var bag = 0; bag < bags.Length; bag++)
        {
            candidates[bag].LogOdds(fewest, bags[bag], heldOut);
        }

        return new PairChoice(MostImportant(candidates, fewest), heldOut);
    }

    private static PairGrid[] MostImportant(BagPairs[] bags, int count)
    {
        var importance = new SortedDictionary<(int, int), (double Sum, PairGrid Grid)>();
        foreach (var bag in bags)
        {
            for (var k = 0; k < bag.Grids.Length; k++)
            {
                var key = (bag.Grids[k].Row.Factor, bag.Grids[k].Column.Factor);
                importance[key] = (importance.GetValueOrDefault(key).Sum + bag.Importance[k], bag.Grids[k]);
            }
        }

        return
        [
            .. importance
                .OrderByDescending(pair => pair.Value.Sum)
                .Take(count)
                .OrderBy(pair => pair.Key)
                .Select(pair => pair.Value.Grid),
        ];
    }

    /// <summary>
    /// Whether the difference is at most so many of its standard errors; rows of one account count as one.
    /// </summary>
    private static bool IsWithin(double[] losses, double[] best, ulong[] keys, double slack)
    {
        var (sum, squares, accounts) = (0.0, 0.0, 0);
        for (var from = 0; from < losses.Length; )
        {
            var ofAccount = 0.0;
            var to = from;
            for (; to < losses.Length && keys[to] == keys[from]; to++)
            {
                ofAccount += losses[to] - best[to];
            }

            sum += ofAccount;
            squares += ofAccount * ofAccount;
            accounts++;
            from = to;
        }

        var variance = Math.Max(0, squares - (sum * sum / accounts));
        return sum <= slack * Math.Sqrt(variance);
    }
}
