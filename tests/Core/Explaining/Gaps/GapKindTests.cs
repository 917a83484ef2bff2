using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining.Gaps;

/// <summary>The formula says log-odds 0, the trees 1, unless a test says otherwise; each rule at both edges.</summary>
public class GapKindTests
{
    private static readonly GapEvidence Plain = new(Formula: 0, Trees: 1, Together: 0) { DriversAreSeen = true };

    [Fact]
    public void An_answer_on_the_end_of_the_interval_is_noise_and_one_beyond_it_is_not()
    {
        var p = Logistic.Sigmoid(1);

        Assert.Equal(GapKind.Noise, (Plain with { Interval = Between(0.4, p) }).Kind);
        Assert.Equal(GapKind.Curve, (Plain with { Interval = Between(0.4, Math.BitDecrement(p)) }).Kind);
        Assert.Equal(GapKind.Noise, (Plain with { Trees = -1, Interval = Between(Logistic.Sigmoid(-1), 0.6) }).Kind);
        Assert.Equal(
            GapKind.Curve,
            (Plain with { Trees = -1, Interval = Between(Math.BitIncrement(Logistic.Sigmoid(-1)), 0.6) }).Kind
        );
    }

    [Fact]
    public void Without_an_interval_only_the_same_answer_is_noise()
    {
        Assert.Equal(GapKind.Noise, (Plain with { Trees = 0 }).Kind);
        Assert.Equal(GapKind.Curve, (Plain with { Trees = double.Epsilon }).Kind);
    }

    [Fact]
    public void A_driver_whose_value_training_never_saw_explains_a_gap_beyond_noise()
    {
        var unseen = Plain with { DriversAreSeen = false, Common = 1, Together = 1 };

        Assert.Equal(GapKind.UnseenValue, unseen.Kind);
        Assert.Equal(GapKind.Noise, (unseen with { Interval = Between(0.1, 0.9) }).Kind);
    }

    /// <summary>The common formula is half as far from the trees as the segment's, or a little further.</summary>
    [Theory]
    [InlineData(0.5, GapKind.Segment)]
    [InlineData(1.5, GapKind.Segment)]
    [InlineData(0.499, GapKind.Combination)]
    [InlineData(1.501, GapKind.Combination)]
    public void Half_of_the_gap_taken_back_by_the_common_formula_is_a_segment_effect(double common, GapKind kind) =>
        Assert.Equal(kind, (Plain with { Common = common, Together = 1 }).Kind);

    [Theory]
    [InlineData(1, 0.5, GapKind.Combination)]
    [InlineData(1, 0.499, GapKind.Curve)]
    [InlineData(1, -0.5, GapKind.Curve)]
    [InlineData(-1, -0.5, GapKind.Combination)]
    [InlineData(-1, -0.499, GapKind.Curve)]
    [InlineData(-1, 0.5, GapKind.Curve)]
    public void Half_of_the_gap_done_by_factors_together_is_a_combination(
        double trees,
        double together,
        GapKind kind
    ) => Assert.Equal(kind, (Plain with { Trees = trees, Together = together }).Kind);

    [Theory]
    [InlineData(2, true)]
    [InlineData(7, true)]
    [InlineData(1.999, false)]
    [InlineData(7.001, false)]
    [InlineData(-1, false)]
    public void The_least_and_the_most_that_training_saw_are_seen_and_nothing_beyond(double value, bool isSeen) =>
        Assert.Equal(isSeen, new SeenValues(Least: 2, Most: 7, Missing: false).Hold(value));

    [Fact]
    public void Missing_is_seen_where_training_had_it()
    {
        Assert.True(new SeenValues(0, 1, Missing: true).Hold(double.NaN));
        Assert.False(new SeenValues(0, 1, Missing: false).Hold(double.NaN));
        Assert.False(new SeenValues(double.NaN, double.NaN, Missing: true).Hold(1));
    }

    [Fact]
    public void Every_kind_has_a_word_that_reads_back()
    {
        Assert.All(Enum.GetValues<GapKind>(), kind => Assert.Equal(kind, GapWords.KindOf(GapWords.Of(kind))));
        Assert.Null(GapWords.KindOf("other"));
    }

    private static ChurnInterval Between(double low, double high) => new(low, high, 0, 0, 1, ContainsThreshold: false);
}
