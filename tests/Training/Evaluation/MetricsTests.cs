using HealthScore.Core.Scoring;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class MetricsTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Auc_counts_the_pairs_in_the_right_order_and_half_of_the_ties()
    {
        // Pairs (churned .8, .4) x (retained .4, .3, .1): right are 3 + 2, tied is .8-.. none and .4-.4 one: 5.5 of 6.
        var part = Metrics.Of([0.8, 0.4, 0.4, 0.3, 0.1], [true, true, false, false, false]);

        Assert.Equal(5.5 / 6, part.Auc!.Value, Tolerance);
    }

    [Fact]
    public void DeLongs_interval_is_the_one_worked_by_hand()
    {
        // Shares below the churned rows: 1 and (2 + .5) / 3; sample variance (1/6)^2 / 2. Shares above the retained
        // rows:
        // 3/4, 1, 1; sample variance 1/48. Variance = 1/72 / 2 + 1/48 / 3 = 1/144 + 1/144.
        var half = 1.959963984540054 * Math.Sqrt(2.0 / 144);

        var part = Metrics.Of([0.8, 0.4, 0.4, 0.3, 0.1], [true, true, false, false, false]);

        Assert.Equal((5.5 / 6) - half, part.AucLow!.Value, Tolerance);
        Assert.Equal(1, part.AucHigh);
    }

    [Fact]
    public void Log_loss_and_brier_are_the_ones_worked_by_hand()
    {
        // -(ln .8 + ln(1 - .4)) / 2 and (.2^2 + .4^2) / 2.
        var part = Metrics.Of([0.8, 0.4], [true, false]);

        Assert.Equal(0.3669845875401002, part.LogLoss, Tolerance);
        Assert.Equal(0.1, part.Brier, Tolerance);
    }

    [Fact]
    public void Log_loss_of_a_certain_mistake_is_finite()
    {
        var part = Metrics.Of([1.0, 0.0], [false, true]);

        Assert.Equal(-Logistic.Log(Metrics.SmallestProbability), part.LogLoss, 0.1);
        Assert.Equal(1, part.Brier);
    }

    [Fact]
    public void The_priors_log_loss_uses_the_base_rate_of_the_training_rows_not_of_the_test_rows()
    {
        // Training rate .25; test rows one churned of two: -(ln .25 + ln .75) / 2.
        Assert.Equal(0.8369882167858358, Metrics.PriorLogLoss(0.25, [true, false]), Tolerance);
        Assert.Equal(0.6931471805599453, Metrics.PriorLogLoss(0.5, [true, false]), Tolerance);
    }

    [Fact]
    public void With_one_outcome_only_there_is_no_auc_and_no_calibration_line()
    {
        var part = Metrics.Of([0.8, 0.4, 0.1], [false, false, false]);

        Assert.Null(part.Auc);
        Assert.Null(part.AucLow);
        Assert.Null(part.CalibrationSlope);
        Assert.Null(part.CalibrationSlopeHigh);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void An_interval_needs_two_rows_of_each_outcome(int churnedRows, bool given)
    {
        double[] probabilities = [0.2, 0.6, 0.3, .. Enumerable.Repeat(0.5, churnedRows)];
        bool[] churned = [false, false, false, .. Enumerable.Repeat(true, churnedRows)];

        Assert.Equal(given, Metrics.Of(probabilities, churned).AucLow is not null);
    }

    [Fact]
    public void Perfectly_separated_outcomes_have_an_auc_of_1_and_no_finite_slope()
    {
        var part = Metrics.Of([0.9, 0.8, 0.2, 0.1], [true, true, false, false]);

        Assert.Equal(1, part.Auc);
        Assert.Equal(1, part.AucLow);
        Assert.Null(part.CalibrationSlope);
    }

    [Fact]
    public void Constant_probabilities_have_an_auc_of_a_half_and_an_ece_of_their_offset()
    {
        // 20 of 80 churned, all called .25: no error. Called .50: plain error .25, and chance adds next to nothing to
        // it.
        bool[] churned = [.. Enumerable.Repeat(true, 20), .. Enumerable.Repeat(false, 60)];

        var right = Metrics.Of([.. Enumerable.Repeat(0.25, 80)], churned);
        var wrong = Metrics.Of([.. Enumerable.Repeat(0.50, 80)], churned);

        Assert.Equal(0.5, right.Auc);
        Assert.Equal(0, right.Ece);
        Assert.Equal(0.25, wrong.Ece, 1e-6);
    }

    [Fact]
    public void Rows_drawn_from_their_own_probabilities_have_a_slope_near_1_and_an_ece_near_0()
    {
        var random = new Random(7);
        double[] probabilities = [.. Enumerable.Range(0, 60_000).Select(_ => 0.02 + (0.9 * random.NextDouble()))];
        bool[] churned = [.. probabilities.Select(p => random.NextDouble() < p)];

        var part = Metrics.Of(probabilities, churned);

        Assert.InRange(1, part.CalibrationSlopeLow!.Value, part.CalibrationSlopeHigh!.Value);
        Assert.InRange(part.CalibrationIntercept!.Value, -0.05, 0.05);
        Assert.InRange(part.Ece, 0, 0.005);
    }

    [Fact]
    public void The_intercept_is_as_sure_as_the_rows_at_even_odds_where_there_are_but_two_scores()
    {
        // The line goes through both groups' log-odds; at probability 1/2 the intercept is that group's own, log(2/6),
        // of variance 1 / (8 x 1/4 x 3/4) = 2/3.
        double[] probabilities = [.. Enumerable.Repeat(0.5, 8), .. Enumerable.Repeat(0.8, 10)];
        bool[] churned = [.. Enumerable.Range(0, 18).Select(row => row < 2 || row >= 13)];

        var part = Metrics.Of(probabilities, churned);

        var half = 1.959963984540054 * Math.Sqrt(2.0 / 3);
        Assert.Equal(Math.Log(2.0 / 6), part.CalibrationIntercept!.Value, Tolerance);
        Assert.Equal(Math.Log(2.0 / 6) - half, part.CalibrationInterceptLow!.Value, Tolerance);
        Assert.Equal(Math.Log(2.0 / 6) + half, part.CalibrationInterceptHigh!.Value, Tolerance);
    }

    [Fact]
    public void Over_folds_the_auc_is_the_mean_and_its_variance_the_sum_over_k_squared()
    {
        var first = new ScoredRows([0.8, 0.4, 0.4, 0.3, 0.1], [true, true, false, false, false]);
        var second = new ScoredRows([0.2, 0.9, 0.5, 0.6], [true, true, false, false]);

        var both = Metrics.OverFolds([first, second]);

        // The second fold: right pairs 2 of 4; shares 0 and 1 (variance 1/2), .5 and .5: variance 1/4.
        var half = 1.959963984540054 * Math.Sqrt(((2.0 / 144) + 0.25) / 4);
        Assert.Equal(((5.5 / 6) + 0.5) / 2, both.Auc!.Value, Tolerance);
        Assert.Equal(((5.5 / 6) + 0.5) / 2 - half, both.AucLow!.Value, Tolerance);
        Assert.Equal((Metrics.Of(first).LogLoss + Metrics.Of(second).LogLoss) / 2, both.LogLoss, Tolerance);
    }

    [Fact]
    public void The_pooled_figures_are_of_all_folds_rows_together()
    {
        var first = new ScoredRows([0.8, 0.4, 0.1], [true, true, false]);
        var second = new ScoredRows([0.05, 0.9], [true, false]);

        var both = Metrics.OverFolds([first, second]);
        var pooled = Metrics.Of([0.8, 0.4, 0.1, 0.05, 0.9], [true, true, false, true, false]);

        Assert.Equal(pooled.Auc, both.PooledAuc);
        Assert.Equal(pooled.LogLoss, both.PooledLogLoss);
        Assert.Equal(pooled.Brier, both.Brier);
        Assert.NotEqual(both.Auc, both.PooledAuc);
    }

    [Fact]
    public void Copies_of_an_account_do_not_narrow_the_interval_by_account()
    {
        var random = new Random(3);
        double[] once = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        bool[] churned = [.. once.Select(p => random.NextDouble() < p)];
        int[] accounts = [.. Enumerable.Range(0, 200)];
        var single = new ScoredRows(once, churned) { Accounts = accounts };
        var copied = new ScoredRows([.. once, .. once, .. once], [.. churned, .. churned, .. churned])
        {
            Accounts = [.. accounts, .. accounts, .. accounts],
        };

        var byRow = Metrics.Of(copied.Probabilities, copied.Churned);

        Assert.Equal(Width(Metrics.Of(single)), Width(Metrics.Of(copied)), Tolerance);
        Assert.InRange(Width(byRow) / Width(Metrics.Of(copied)), 0.5, 0.65);
    }

    [Fact]
    public void Folds_that_share_no_account_give_nearly_the_same_interval_either_way()
    {
        var random = new Random(5);
        ScoredRows[] folds =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(fold =>
                {
                    double[] p = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())];
                    return new ScoredRows(p, [.. p.Select(x => random.NextDouble() < x)])
                    {
                        Accounts = [.. Enumerable.Range(fold * 300, 300)],
                    };
                }),
        ];

        var byAccount = Metrics.OverFolds(folds);
        var byRow = Metrics.OverFolds([.. folds.Select(fold => fold with { Accounts = null })]);

        Assert.InRange(Width(byAccount) / Width(byRow), 0.99, 1.01);
    }

    [Fact]
    public void Small_probabilities_that_hold_have_a_slope_near_1()
    {
        var random = new Random(9);
        double[] p = [.. Enumerable.Range(0, 100_000).Select(_ => 0.3 * random.NextDouble() * random.NextDouble())];
        bool[] churned = [.. p.Select(x => random.NextDouble() < x)];

        var part = Metrics.Of(p, churned);

        Assert.InRange(part.CalibrationSlope!.Value, 0.95, 1.05);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_number_that_is_no_probability_is_refused(double probability) =>
        Assert.Throws<ArgumentException>(() => Metrics.Of([probability, 0.5], [true, false]));

    [Fact]
    public void No_rows_or_columns_of_different_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Metrics.Of([], []));
        Assert.Throws<ArgumentException>(() => Metrics.Of([0.5], [true, false]));
    }

    private static double Width(MetricsPart part) => part.AucHigh!.Value - part.AucLow!.Value;
}
