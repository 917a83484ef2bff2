using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Boosting;

namespace HealthScore.Training.Tests.Fitting.Boosting;

public class HeldOutGainTests
{
    [Fact]
    public void The_base_rate_gains_nothing_over_itself() =>
        Assert.False(HeldOutGain.IsCertain(new double[10], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]));

    /// <summary>
    /// Probabilities q for all churned and 1 - q for all retained of half and half: every row saves ln 2q, variance 0.
    /// </summary>
    [Theory]
    [InlineData(0.51, true)]
    [InlineData(0.49, false)]
    public void A_gain_without_variance_is_certain_and_a_loss_is_not(double q, bool expected)
    {
        var logit = Logistic.Logit(q);

        Assert.Equal(expected, HeldOutGain.IsCertain([logit, logit, -logit, -logit], [1, 1, 0, 0]));
    }

    /// <summary>
    /// Of n rows half churned, r right at p = .6 (saves ln 1.2 = .1823) and the rest wrong (loses ln .8 = -.2231). With
    /// n = 100: r = 63 has mean .03230 and 1.645 standard errors .03220; r = 62 has mean .02825 and .03238 of them.
    /// </summary>
    [Theory]
    [InlineData(63, true)]
    [InlineData(62, false)]
    public void The_mean_must_exceed_1_645_standard_errors(int right, bool expected)
    {
        byte[] churned = [.. Enumerable.Range(0, 100).Select(i => (byte)(i % 2))];
        var logit = Logistic.Logit(0.6);
        double[] logOdds = [.. churned.Select((c, i) => (c == 1) == (i < right) ? logit : -logit)];

        Assert.Equal(expected, HeldOutGain.IsCertain(logOdds, churned));
    }

    [Fact]
    public void A_certain_and_wrong_probability_is_no_gain() =>
        Assert.False(HeldOutGain.IsCertain([800, -800, 800, -800], [1, 0, 0, 1]));

    [Fact]
    public void Only_the_first_rows_are_judged()
    {
        byte[] churned = [1, 0, 1, 0, 1, 1, 1, 1];

        Assert.True(HeldOutGain.IsCertain([1, -1, 1, -1], churned));
    }
}
