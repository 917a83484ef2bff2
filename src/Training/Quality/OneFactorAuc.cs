using HealthScore.Core.Accounts;

namespace HealthScore.Training.Quality;

/// <summary>
/// How well one column alone tells churned from retained: the AUC of rows that did not teach. Two readings are taken
/// and the better counts: churn rates by coarse bins of the value (any shape), and the value itself in the direction
/// that the other rows show (sharp where few churn).
/// </summary>
internal static class OneFactorAuc
{
    /// <summary>Fewer churned or retained rows than this among those judged say nothing.</summary>
    private const int LeastOfEach = 20;

    /// <returns>From 0 to 1; NaN where there are too few rows to tell.</returns>
    public static double Of(ValueBins bins, Outcome[] outcomes, EvaluationSplit split)
    {
        var counts = Count(bins, outcomes, split);
        var groups = CoarseGroups(bins, counts);
        double pairs = 0,
            byRate = 0,
            byValue = 0;
        long churned = 0,
            retained = 0;
        for (var fold = split.FirstJudged; fold < split.Folds; fold++)
        {
            var judged = counts[fold];
            var (foldChurned, foldRetained) = (judged.Churned.Sum(), judged.Retained.Sum());
            var weight = (double)foldChurned * foldRetained;
            churned += foldChurned;
            retained += foldRetained;
            if (weight > 0)
            {
                pairs += weight;
                byRate += weight * Auc(judged, RatesOfOthers(counts, fold, groups));
                byValue += weight * Auc(judged, ValueOrder(counts, fold, bins.Count));
            }
        }

        return Math.Min(churned, retained) < LeastOfEach ? double.NaN : Math.Max(byRate, byValue) / pairs;
    }

    private static BinCounts[] Count(ValueBins bins, Outcome[] outcomes, EvaluationSplit split)
    {
        var counts = Enumerable
            .Range(0, split.Folds)
            .Select(_ => new BinCounts(new long[bins.Count + 1], new long[bins.Count + 1]))
            .ToArray();
        var folds = split.FoldOfRow;
        for (var row = 0; row < folds.Length; row++)
        {
            if (folds[row] != EvaluationSplit.NoFold)
            {
                var side = outcomes[row] == Outcome.Churned ? counts[folds[row]].Churned : counts[folds[row]].Retained;
                side[bins.BinOfRow[row]]++;
            }
        }

        return counts;
    }

    /// <summary>Neighbouring bins together, until each group holds a share of the rows; missing stays alone.</summary>
    private static int[] CoarseGroups(ValueBins bins, BinCounts[] counts)
    {
        var mass = Enumerable
            .Range(0, bins.Count)
            .Select(bin => counts.Sum(c => c.Churned[bin] + c.Retained[bin]))
            .ToArray();
        var target = Math.Max(mass.Sum() / 256, 20);
        var groups = new int[bins.Count + 1];
        var (group, held) = (0, 0L);
        for (var bin = 0; bin < bins.Count; bin++)
        {
            groups[bin] = group;
            held += mass[bin];
            if (held >= target)
            {
                (group, held) = (group + 1, 0);
            }
        }

        groups[bins.Count] = group + 1;
        return groups;
    }

    /// <summary>Churn rate of each bin's group in the other folds, drawn towards the base rate by ten rows.</summary>
    private static double[] RatesOfOthers(BinCounts[] counts, int fold, int[] groups)
    {
        const double Shrinkage = 10;
        var churned = new double[groups[^1] + 1];
        var all = new double[groups[^1] + 1];
        for (var other = 0; other < counts.Length; other++)
        {
            for (var bin = 0; bin < groups.Length && other != fold; bin++)
            {
                churned[groups[bin]] += counts[other].Churned[bin];
                all[groups[bin]] += counts[other].Churned[bin] + counts[other].Retained[bin];
            }
        }

        var prior = churned.Sum() / Math.Max(1, all.Sum());
        return [.. groups.Select(g => (churned[g] + (Shrinkage * prior)) / (all[g] + Shrinkage))];
    }

    /// <summary>The bin's own place, turned as the other folds turn; missing stands in the middle.</summary>
    private static double[] ValueOrder(BinCounts[] counts, int fold, int binCount)
    {
        double[] order = [.. Enumerable.Range(0, binCount).Select(bin => (double)bin), binCount / 2.0];
        var others = new BinCounts(new long[order.Length], new long[order.Length]);
        for (var other = 0; other < counts.Length; other++)
        {
            for (var bin = 0; bin < order.Length && other != fold; bin++)
            {
                others.Churned[bin] += counts[other].Churned[bin];
                others.Retained[bin] += counts[other].Retained[bin];
            }
        }

        return Auc(others, order) >= 0.5 ? order : [.. order.Select(place => -place)];
    }

    /// <summary>Chance that a churned row scores above a retained one, ties counting half.</summary>
    internal static double Auc(BinCounts counts, double[] scores)
    {
        var order = Enumerable.Range(0, scores.Length).OrderBy(bin => scores[bin]).ToArray();
        double below = 0,
            wins = 0;
        for (var from = 0; from < order.Length; )
        {
            double churned = 0,
                retained = 0;
            var score = scores[order[from]];
            for (; from < order.Length && scores[order[from]] == score; from++)
            {
                churned += counts.Churned[order[from]];
                retained += counts.Retained[order[from]];
            }

            wins += churned * (below + (retained / 2));
            below += retained;
        }

        var pairs = (double)counts.Churned.Sum() * counts.Retained.Sum();
        return pairs > 0 ? wins / pairs : 0.5;
    }
}

/// <summary>Churned and retained rows by bin.</summary>
internal sealed record BinCounts(long[] Churned, long[] Retained);
