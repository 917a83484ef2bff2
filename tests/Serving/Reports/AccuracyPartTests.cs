using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Serving.Reports.Parts;

namespace HealthScore.Serving.Tests.Reports;

public class AccuracyPartTests
{
    /// <summary>Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.</summary>
    [Theory]
    [InlineData(263, 81, 0.2553, 0.3662)]
    [InlineData(148, 15, 0.0624, 0.1605)]
    [InlineData(20, 0, 0.0000, 0.1611)]
    [InlineData(29, 1, 0.0061, 0.1718)]
    public void The_interval_of_a_share_is_Wilsons(int rows, int churned, double low, double high)
    {
        var interval = AccuracyPart.Wilson(new Outcomes(rows, churned));

        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }
}
