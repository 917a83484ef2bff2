using HealthScore.Core.Factors;
using HealthScore.Training.Comparison.Drifting;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Tests.Evaluation;

namespace HealthScore.Training.Tests.Comparison.Drifting;

public class StabilityTests
{
    /// <summary>
    /// 60:40 against 40:60 of a hundred each, half a row added to a bin: twice 20/101 x ln(60.5/40.5), about .159. Two
    /// bins are one degree: critical 2/100 x 3.841.
    /// </summary>
    [Fact]
    public void The_index_and_what_chance_reaches_are_worked_by_hand()
    {
        var stability = Stability.Of([60, 40], [40, 60], 100, 100, chance: 0.05)!;

        Assert.Equal(2 * 20 / 101.0 * Math.Log(60.5 / 40.5), stability.Index, 1e-12);
        Assert.Equal(0.02 * 3.841458820694124, stability.Critical, 1e-12);
        Assert.True(stability.IsShifted);
    }

    /// <summary>The same shares of a tenth of the rows are no more than chance.</summary>
    [Fact]
    public void A_small_sample_must_shift_further_than_a_large_one()
    {
        Assert.False(Stability.Of([6, 4], [4, 6], 10, 10, chance: 0.05)!.IsShifted);
        Assert.True(Stability.Of([6000, 4000], [5700, 4300], 10_000, 10_000, chance: 0.05)!.IsShifted);
    }

    /// <summary>A hundred rows of ten accounts are worth ten.</summary>
    [Fact]
    public void Rows_that_repeat_accounts_are_worth_their_accounts() =>
        Assert.False(Stability.Of([60, 40], [40, 60], oneSize: 10, otherSize: 10, chance: 0.05)!.IsShifted);

    [Fact]
    public void Equal_shares_have_an_index_of_zero() =>
        Assert.Equal(0, Stability.Of([60, 40, 0], [60, 40, 0], 100, 100, chance: 0.05)!.Index);

    [Fact]
    public void An_empty_sample_says_nothing() => Assert.Null(Stability.Of([60, 40], [0, 0], 100, 0, chance: 0.05));

    /// <summary>No shift is called one in about the share of draws that was asked for.</summary>
    [Fact]
    public void Chance_alone_is_called_a_shift_as_often_as_was_asked_for()
    {
        var random = new Random(7);
        var called = Enumerable
            .Range(0, 1000)
            .Count(_ => Stability.Of(Draw(random, 400), Draw(random, 900), 400, 900, chance: 0.05)!.IsShifted);

        // Binomial(1000, .05) lies within 31..70 in 99.6 % of draws.
        Assert.InRange(called, 31, 70);
    }

    /// <summary>
    /// Both profiles count tenths of their own rows. Of the same values the nearest counts are the profile's own; of
    /// values one higher the share below each edge is an old tenth lower.
    /// </summary>
    [Fact]
    public void Two_profiles_of_the_same_values_do_not_differ_and_of_shifted_values_they_do()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(k => k / 10.0)];
        var (old, same) = (Of(values), Of([.. values.Reverse()]));
        var higher = Of([.. values.Select(v => v + 10)]);

        var unmoved = ProfileCounts.Of(old.Factors[0], same.Factors[0], same.EqualWeights.Factors[0].Ranks);
        var moved = ProfileCounts.Of(old.Factors[0], higher.Factors[0], higher.EqualWeights.Factors[0].Ranks);

        Assert.All(unmoved.One.Zip(unmoved.Other), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        // Known to half a per cent, and within it taken as near to the old share as it can be.
        Assert.InRange(moved.Other[0], 0, 5);
        Assert.InRange(moved.Other[^2], 190, 210);
        Assert.Equal(1000, moved.Other.Sum(), 1e-9);
    }

    [Fact]
    public void Few_distinct_values_are_counted_exactly()
    {
        var old = Of([0, 0, 0, 0, 0, 0, 1, 1, 2, 3]);
        var @new = Of([0, 0, 1, 1, 1, 1, 1, 2, 2, 3]);

        var counts = ProfileCounts.Of(old.Factors[0], @new.Factors[0], @new.EqualWeights.Factors[0].Ranks);

        Assert.Equal([0, 1, 2, 3], old.Factors[0].Edges);
        Assert.Equal([0, 6, 2, 1, 1, 0], counts.One);
        Assert.All(counts.Other.Zip([0, 2, 5, 2, 1, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void Levels_are_matched_by_name_and_a_new_one_is_a_bin_of_its_own()
    {
        var old = new FactorProfile
        {
            Key = "c",
            Levels = ["x", "y"],
            Counts = [5, 3],
            Missing = 2,
        };
        var @new = new FactorProfile
        {
            Key = "c",
            Levels = ["y", "z"],
            Counts = [4, 4],
            Missing = 0,
        };

        var counts = ProfileCounts.Of(old, @new, ranksOfOther: null);

        Assert.Equal([5, 3, 0, 2], counts.One);
        Assert.Equal([0, 4, 4, 0], counts.Other);
    }

    [Fact]
    public void Rows_are_counted_in_the_bins_of_the_profile()
    {
        var profile = new FactorProfile
        {
            Key = "a",
            Edges = [2, 5],
            Counts = [3, 3, 3],
            Missing = 1,
        };
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.Learn)],
            Tables.Outcomes("RRRRR"),
            [1.9, 2, 5, 9, double.NaN]
        );

        var counts = ProfileCounts.Of(profile, table, factor: 0, [0, 1, 2, 3, 4]);

        Assert.Equal([3, 3, 3, 1, 0], counts.One);
        Assert.Equal([1, 1, 2, 1, 0], counts.Other);
    }

    private static double[] Draw(Random random, int rows)
    {
        var counts = new double[8];
        for (var i = 0; i < rows; i++)
        {
            counts[random.Next(8)]++;
        }

        return counts;
    }

    private static Profile Of(double[] values) =>
        Profile.Of(
            Tables.Of(
                [Tables.Numeric("a", FactorDirection.Learn)],
                Tables.Outcomes(string.Concat(values.Select((_, i) => i % 3 == 0 ? 'C' : 'R'))),
                values
            ),
            [.. Enumerable.Range(0, values.Length)]
        );
}
