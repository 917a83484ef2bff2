using HealthScore.Core.Scoring;
using HealthScore.Training.Calibration;

namespace HealthScore.Training.Tests.Calibration;

public class BaseRateTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Margins ln 2 and -ln 2, one of two churned: by symmetry 0.</summary>
    [Fact]
    public void The_intercept_is_the_one_worked_by_hand()
    {
        Assert.Equal(0, BaseRate.Intercept([Math.Log(2), -Math.Log(2)], [0, 1]), Tolerance);
        Assert.Equal(Math.Log(3), BaseRate.Intercept([0, 0, 0, 0], [1, 1, 1, 0]), Tolerance);
        Assert.Equal(Math.Log(3) - 5, BaseRate.Intercept([5, 5, 5, 5], [1, 0, 1, 1]), Tolerance);
    }

    [Theory]
    [InlineData(1, 0.02)]
    [InlineData(10, 0.5)]
    [InlineData(200, 0.3)]
    [InlineData(600, 0.9)]
    public void The_mean_probability_is_the_base_rate(double spread, double rate)
    {
        var random = new Random(27);
        double[] margins = [.. Enumerable.Range(0, 500).Select(_ => spread * ((2 * random.NextDouble()) - 1))];
        byte[] churned = [.. Enumerable.Range(0, 500).Select(i => (byte)(i < 500 * rate ? 1 : 0))];

        var intercept = BaseRate.Intercept(margins, churned);

        Assert.Equal(rate, margins.Average(margin => Logistic.Sigmoid(intercept + margin)), 1e-9);
    }
}
