using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class ChurnIntervalTests
{
    private const double Tolerance = 1e-12;

    private static readonly BandThresholds Reachable = new(yellowFrom: 310_000_000, greenFrom: 620_000_000);

    /// <summary>
    /// Half of the replicates have an intercept .2 higher, half .2 lower: the deviation of the log-odds is .2.
    /// </summary>
    [Fact]
    public void The_interval_is_two_deviations_of_the_replicates_to_either_side()
    {
        var interval = Of(Replicates.WithIntercepts(SampleModel.Formula, 0.2), healthPoints: 400_000_000);

        // Log-odds = 2 - .05 x 40 = 0; .2 x 2.0095752 = .40191505; 1 / (1 + e^.40191505) = .4008522.
        Assert.Equal(0.4008523, interval.Low, 1e-7);
        Assert.Equal(1 - interval.Low, interval.High, Tolerance);
    }

    /// <summary>
    /// Every replicate gives the account's own bin of tenure one point more or less: .05 of log-odds.
    /// </summary>
    [Fact]
    public void Only_the_entries_an_account_falls_in_move_its_interval()
    {
        var replicates = Replicates.WithPoints(SampleModel.Formula, factor: 0, entry: 1, change: 10_000_000);

        var moved = ChurnInterval.Of([1, 0, 0], 400_000_000, SampleModel.Formula, Reachable, replicates);
        var still = ChurnInterval.Of([2, 0, 0], 400_000_000, SampleModel.Formula, Reachable, replicates);

        Assert.Equal(Logistic.Sigmoid(-0.05 * ChurnInterval.Deviate95), moved.Low, Tolerance);
        Assert.Equal(0.5, still.Low, Tolerance);
        Assert.Equal(0.5, still.High, Tolerance);
    }

    /// <summary>
    /// Yellow from 31: log-odds .45; green from 62: -1.1. At health 40 log-odds are 0, one deviation .45.
    /// </summary>
    [Fact]
    public void Bands_share_the_normal_curve_between_their_thresholds()
    {
        var interval = Of(Replicates.WithIntercepts(SampleModel.Formula, 0.45), healthPoints: 400_000_000);

        Assert.Equal(1 - NormalCurve.Below(1), interval.Red, Tolerance);
        Assert.Equal(NormalCurve.Below(-1.1 / 0.45), interval.Green, Tolerance);
        Assert.Equal(1, interval.Red + interval.Yellow + interval.Green, Tolerance);
        Assert.True(interval.IsUncertain(Band.Red));
    }

    [Theory]
    [InlineData(0.45, true)] // P(yellow) = .834, but red's threshold lies one deviation away: inside the interval
    [InlineData(0.20, false)] // red's threshold lies 2.25 deviations away: outside
    public void An_interval_holds_a_threshold_that_is_near_enough(double deviation, bool holds)
    {
        var interval = Of(Replicates.WithIntercepts(SampleModel.Formula, deviation), healthPoints: 400_000_000);

        Assert.Equal(holds, interval.ContainsThreshold);
    }

    [Fact]
    public void A_band_is_uncertain_only_where_it_holds_a_threshold_and_is_less_than_four_fifths_sure()
    {
        var sure = new ChurnInterval(0.1, 0.3, Red: 0.05, Yellow: 0.8, Green: 0.15, ContainsThreshold: true);
        var unsure = sure with { Yellow = 0.799, Red = 0.051 };

        Assert.False(sure.IsUncertain(Band.Yellow));
        Assert.True(unsure.IsUncertain(Band.Yellow));
        Assert.False((unsure with { ContainsThreshold = false }).IsUncertain(Band.Yellow));
    }

    [Fact]
    public void Without_spread_a_band_is_certain()
    {
        var interval = Of(Replicates.WithIntercepts(SampleModel.Formula, 0), healthPoints: 310_000_000);

        Assert.Equal((0, 1, 0), (interval.Red, interval.Yellow, interval.Green));
    }

    [Fact]
    public void Bands_that_no_health_or_every_health_reaches_have_probability_0_or_1()
    {
        var replicates = Replicates.WithIntercepts(SampleModel.Formula, 0.4);
        var never = new BandThresholds(yellowFrom: 0, greenFrom: null);

        var interval = ChurnInterval.Of([0, 0, 0], 400_000_000, SampleModel.Formula, never, replicates);

        Assert.Equal((0, 1, 0), (interval.Red, interval.Yellow, interval.Green));
        Assert.False(interval.ContainsThreshold);
    }

    [Fact]
    public void A_score_carries_its_interval_where_the_model_has_replicates()
    {
        var snapshot = new Snapshot { Account = "A-1", Values = [20, 1, double.NaN, 2] };
        var model = SampleModel.Model with { Replicates = [Replicates.WithIntercepts(SampleModel.Formula, 0.3)] };

        var with = HealthScorer.Score(snapshot, model);
        var without = HealthScorer.Score(snapshot, SampleModel.Model);

        Assert.True(with.ChurnLow < with.ChurnProbability && with.ChurnProbability < with.ChurnHigh);
        Assert.Equal(with.Interval!.Value.ProbabilityOf(with.Band!.Value), with.BandProbability);
        Assert.NotNull(with.BandUncertain);
        Assert.Null(without.Interval);
        Assert.Null(without.BandUncertain);
        Assert.Equal(without.ChurnProbability, with.ChurnProbability);
        Assert.Equal(without.Band, with.Band);
    }

    private static ChurnInterval Of(FormulaReplicates replicates, int healthPoints) =>
        ChurnInterval.Of([0, 0, 0], healthPoints, SampleModel.Formula, Reachable, replicates);
}
