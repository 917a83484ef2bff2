using System.Collections.Immutable;

namespace HealthScore.Training.Evaluation;

/// <summary>Percentile ranks among the training rows: what share of them, in per cent, lies below a value.</summary>
/// <param name="Values">Distinct values, ascending; at most <see cref="MostKnots"/> of them.</param>
/// <param name="Ranks">The middle rank of each, 0..100, ascending.</param>
public sealed record RankTable(ImmutableArray<double> Values, ImmutableArray<double> Ranks)
{
    /// <summary>One knot per half per cent; a factor of fewer distinct values keeps them all, and exactly.</summary>
    public const int MostKnots = 201;

    /// <summary>
    /// A value's rank, rows of equal value counting half; between knots linear, below the first 0, above the last 100.
    /// </summary>
    public double RankOf(double value)
    {
        var knots = Values.AsSpan();
        var (above, end) = (0, knots.Length);
        while (above < end)
        {
            var middle = (above + end) / 2;
            (above, end) = knots[middle] < value ? (middle + 1, end) : (above, middle);
        }

        if (above == knots.Length)
        {
            return 100;
        }

        if (knots[above] == value)
        {
            return Ranks[above];
        }

        if (above == 0)
        {
            return 0;
        }

        var share = (value - Values[above - 1]) / (Values[above] - Values[above - 1]);
        return Ranks[above - 1] + (share * (Ranks[above] - Ranks[above - 1]));
    }

    internal static RankTable Of(TiedScores values)
    {
        var all = MiddleRanks(values);
        var kept = Enumerable.Range(0, all.Length).ToArray();
        if (all.Length > MostKnots)
        {
            var knots = new SortedSet<int> { 0, all.Length - 1 };
            for (var (k, knot) = (0, 1); knot < MostKnots - 1; knot++)
            {
                while (k < all.Length - 1 && all[k] < 100.0 * knot / (MostKnots - 1))
                {
                    k++;
                }

                knots.Add(Math.Min(k, all.Length - 1));
            }

            kept = [.. knots];
        }

        return new RankTable([.. kept.Select(k => values.Values[k])], [.. kept.Select(k => all[k])]);
    }

    internal static double[] MiddleRanks(TiedScores values)
    {
        var ranks = new double[values.Values.Length];
        var before = 0L;
        for (var k = 0; k < ranks.Length; k++)
        {
            ranks[k] = 50.0 * ((2 * before) + values.Rows[k]) / values.RowCount;
            before += values.Rows[k];
        }

        return ranks;
    }
}
