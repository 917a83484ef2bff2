namespace HealthScore.Training.Evaluation;

/// <summary>The variance of an area under the ROC curve, by rows or by accounts.</summary>
internal static class AucInterval
{
    /// <summary>Standard normal deviate of a two-sided 95 % interval.</summary>
    public const double Deviate95 = 1.959963984540054;

    /// <summary>DeLong's variance; null where either outcome has fewer than two rows.</summary>
    /// <remarks>
    /// DeLong, DeLong and Clarke-Pearson (1988), from mid-ranks as in Sun and Xu (2014), O(n log n): S10 / m + S01 / n,
    /// where S10 is the sample variance over churned rows of the share of retained rows below each, and S01 that over
    /// retained rows of the share of churned rows above each; ties count half.
    /// </remarks>
    public static double? DeLongVariance(TiedScores scores)
    {
        double churned = scores.ChurnedCount;
        double retained = scores.RetainedCount;
        if (churned < 2 || retained < 2)
        {
            return null;
        }

        var auc = scores.TwiceRightPairs() / (2 * churned * retained);
        var (below, above) = (0.0, churned);
        var (overChurned, overRetained) = (0.0, 0.0);
        for (var k = 0; k < scores.Values.Length; k++)
        {
            double tiedChurned = scores.Churned[k];
            double tiedRetained = scores.Rows[k] - scores.Churned[k];
            above -= tiedChurned;
            var ofChurned = ((below + (tiedRetained / 2)) / retained) - auc;
            var ofRetained = ((above + (tiedChurned / 2)) / churned) - auc;
            overChurned += tiedChurned * ofChurned * ofChurned;
            overRetained += tiedRetained * ofRetained * ofRetained;
            below += tiedRetained;
        }

        return (overChurned / (churned - 1) / churned) + (overRetained / (retained - 1) / retained);
    }

    /// <summary>
    /// Variance of the mean AUC over the parts by the jackknife that leaves out one account at a time, from every part
    /// it stands in; null where a part has no AUC with or without some account.
    /// </summary>
    public static double? JackknifeVariance(IReadOnlyList<ScoredRows> parts)
    {
        var changes = new SortedDictionary<int, double>();
        foreach (var part in parts)
        {
            if (!AddChanges(part, parts.Count, changes))
            {
                return null;
            }
        }

        if (changes.Count < 2)
        {
            return null;
        }

        double accounts = changes.Count;
        var mean = changes.Values.Sum() / accounts;
        return (accounts - 1) / accounts * changes.Values.Sum(change => (change - mean) * (change - mean));
    }

    /// <summary>Adds, per account, what the mean AUC changes by where its rows are left out of this part.</summary>
    private static bool AddChanges(ScoredRows part, int partCount, SortedDictionary<int, double> changes)
    {
        var all = TiedScores.Of(part.Probabilities, part.Churned);
        if (all.Auc() is not { } auc)
        {
            return false;
        }

        var twice = all.TwiceRightPairs();
        var (retainedBelow, churnedAbove) = Ranks(all);
        foreach (var account in Enumerable.Range(0, part.Churned.Length).GroupBy(row => part.Accounts![row]))
        {
            int[] rows = [.. account];
            var own = TiedScores.Of(
                [.. rows.Select(r => part.Probabilities[r])],
                [.. rows.Select(r => part.Churned[r])]
            );
            var lost = -own.TwiceRightPairs();
            foreach (var row in rows)
            {
                var k = Array.BinarySearch(all.Values, part.Probabilities[row]);
                lost += part.Churned[row]
                    ? (2 * retainedBelow[k]) + all.Rows[k] - all.Churned[k]
                    : (2 * churnedAbove[k]) + all.Churned[k];
            }

            var pairs = 2.0 * (all.ChurnedCount - own.ChurnedCount) * (all.RetainedCount - own.RetainedCount);
            if (pairs == 0)
            {
                return false;
            }

            changes[account.Key] =
                changes.GetValueOrDefault(account.Key) + ((((twice - lost) / pairs) - auc) / partCount);
        }

        return true;
    }

    private static (long[] RetainedBelow, long[] ChurnedAbove) Ranks(TiedScores all)
    {
        var retainedBelow = new long[all.Values.Length];
        var churnedAbove = new long[all.Values.Length];
        var (below, above) = (0L, (long)all.ChurnedCount);
        for (var k = 0; k < all.Values.Length; k++)
        {
            above -= all.Churned[k];
            (retainedBelow[k], churnedAbove[k]) = (below, above);
            below += all.Rows[k] - all.Churned[k];
        }

        return (retainedBelow, churnedAbove);
    }
}
