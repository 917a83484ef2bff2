using HealthScore.Core.Scoring;
using HealthScore.Training.Calibration;

namespace HealthScore.Training.Tests.Calibration;

public class SlopeInterceptTests
{
    /// <summary>
    /// A score of 0 or 1 with 1 of 4 and 3 of 4 churned: log-odds -ln 3 and ln 3, so slope 2 ln 3; its variance is
    /// 1 / .75 + 1 / .75 (each group has information 4 x .25 x .75).
    /// </summary>
    [Fact]
    public void The_line_is_the_one_worked_by_hand()
    {
        double[] scores = [0, 0, 0, 0, 1, 1, 1, 1];
        bool[] churned = [true, false, false, false, true, true, true, false];

        var line = SlopeIntercept.Fit(scores, churned, start: default);

        Assert.Equal(-Math.Log(3), line.Intercept, 1e-5);
        Assert.Equal(2 * Math.Log(3), line.Slope, 1e-5);
        Assert.Equal(Math.Sqrt(2 / 0.75), line.SlopeError, 1e-5);
        Assert.Equal(line.Slope - (1.96 * line.SlopeError), line.SlopeInterval.Low);
        Assert.Equal(line.Slope + (1.96 * line.SlopeError), line.SlopeInterval.High);
    }

    [Fact]
    public void A_perfect_separation_has_a_finite_line()
    {
        var line = SlopeIntercept.Fit([1, 2, 3, 4], [false, false, true, true], start: default);

        Assert.True(double.IsFinite(line.Slope) && line.Slope > 0);
        Assert.Equal(2.5, -line.Intercept / line.Slope, 1e-2);
    }

    [Fact]
    public void Scores_that_say_nothing_have_a_slope_of_nothing()
    {
        var line = SlopeIntercept.Fit([7, 7, 7, 7], [true, false, false, false], start: default);

        Assert.Equal(0.25, Logistic.Sigmoid(line.Intercept + (7 * line.Slope)), 1e-6);
    }

    [Fact]
    public void Log_odds_that_are_right_have_slope_1_and_intercept_0_within_their_errors()
    {
        var random = new Random(28);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => (4 * random.NextDouble()) - 2)];
        bool[] churned = Array.ConvertAll(scores, score => random.NextDouble() < Logistic.Sigmoid(score));

        var line = SlopeIntercept.Fit(scores, churned, start: new SlopeIntercept(5, -3, 0));

        Assert.InRange(line.Slope, 1 - (3 * line.SlopeError), 1 + (3 * line.SlopeError));
        Assert.InRange(line.SlopeError, 0.01, 0.02);
        Assert.InRange(line.Intercept, -0.06, 0.06);
    }

    [Fact]
    public void The_start_does_not_matter()
    {
        var random = new Random(29);
        double[] scores = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 10)];
        bool[] churned = Array.ConvertAll(scores, score => random.NextDouble() * 10 < score);

        var one = SlopeIntercept.Fit(scores, churned, start: default);
        var other = SlopeIntercept.Fit(scores, churned, start: new SlopeIntercept(-2, 1, 0));

        Assert.Equal(one.Slope, other.Slope, 1e-6);
        Assert.Equal(one.Intercept, other.Intercept, 1e-6);
    }
}
