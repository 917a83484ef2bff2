using FsCheck.Xunit;
using HealthScore.Training.Evaluation.Agreement;

namespace HealthScore.Training.Tests.Evaluation.Agreement;

public class RanksTests
{
    /// <summary>
    /// Ten pairs of rows: third and fourth, third and fifth are in opposite orders, fourth and fifth tied in the other
    /// column, seven in the same order: (7 - 2) / sqrt(10 x 9).
    /// </summary>
    [Fact]
    public void Kendalls_tau_counts_pairs_in_the_same_order_less_those_in_opposite_orders() =>
        Assert.Equal(5 / Math.Sqrt(90), Ranks.Kendall([1, 2, 3, 4, 5], [1, 2, 4, 3, 3])!.Value, 1e-15);

    /// <summary>
    /// Ranks 1 2 3 4 and 1.5 1.5 4 3: products of deviations 1.5 + .5 + .75 + .75 = 3.5 over sqrt(5 x 4.5).
    /// </summary>
    [Fact]
    public void Spearmans_correlation_gives_ties_their_middle_rank() =>
        Assert.Equal(3.5 / Math.Sqrt(22.5), Ranks.Spearman([10, 20, 30, 40], [7, 7, 9, 8])!.Value, 1e-15);

    [Fact]
    public void A_column_that_is_all_one_number_has_no_order()
    {
        Assert.Null(Ranks.Kendall([1, 2, 3], [5, 5, 5]));
        Assert.Null(Ranks.Spearman([1, 2, 3], [5, 5, 5]));
        Assert.Null(Ranks.Kendall([1], [1]));
        Assert.Null(Ranks.Spearman([1], [1]));
    }

    [Property(MaxTest = 200)]
    public void Merge_sort_counts_as_many_pairs_as_looking_at_each(int seed)
    {
        var random = new Random(seed);
        double[] one = [.. Enumerable.Range(0, random.Next(2, 40)).Select(_ => (double)random.Next(12))];
        double[] other = [.. one.Select(_ => (double)random.Next(12))];
        var (score, inOne, inOther) = (0, 0, 0);
        for (var a = 0; a < one.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                score += Math.Sign(one[a] - one[b]) * Math.Sign(other[a] - other[b]);
                inOne += one[a] == one[b] ? 0 : 1;
                inOther += other[a] == other[b] ? 0 : 1;
            }
        }

        var tau = Ranks.Kendall(one, other);

        Assert.Equal(inOne == 0 || inOther == 0, tau is null);
        Assert.Equal(score / Math.Sqrt((double)inOne * inOther), tau ?? double.NaN, 1e-12);
    }

    [Property(MaxTest = 100)]
    public void A_column_agrees_with_itself_wholly_and_its_opposite_not_at_all(int seed)
    {
        var random = new Random(seed);
        double[] one = [0, 1, .. Enumerable.Range(0, 30).Select(_ => (double)random.Next(10))];
        double[] opposite = [.. one.Select(number => -number)];

        Assert.Equal(1, Ranks.Kendall(one, one)!.Value, 1e-12);
        Assert.Equal(1, Ranks.Spearman(one, one)!.Value, 1e-12);
        Assert.Equal(-1, Ranks.Kendall(one, opposite)!.Value, 1e-12);
        Assert.Equal(-1, Ranks.Spearman(one, opposite)!.Value, 1e-12);
    }
}
