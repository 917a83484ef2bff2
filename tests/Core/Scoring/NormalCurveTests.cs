using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class NormalCurveTests
{
    /// <summary>From Python's <c>math.erfc(-x / sqrt(2)) / 2</c>.</summary>
    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(1.0, 0.8413447460685429)]
    [InlineData(-1.0, 0.15865525393145707)]
    [InlineData(1.959963984540054, 0.9750000000000000)]
    [InlineData(-3.0, 0.0013498980316300946)]
    [InlineData(-8.0, 6.220960574271786e-16)]
    public void The_share_below_a_deviate_is_the_tabled_one(double deviate, double share) =>
        Assert.Equal(1, NormalCurve.Below(deviate) / share, 1e-12);

    [Fact]
    public void The_quantile_undoes_the_share_below()
    {
        for (var x = -8.0; x <= 5; x += 0.125)
        {
            Assert.Equal(x, NormalCurve.Quantile(NormalCurve.Below(x)), 1e-9);
        }
    }
}
