using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class CalibrationErrorTests
{
    [Fact]
    public void The_mean_size_of_a_normal_value_is_the_folded_normals()
    {
        // sqrt(2 / pi) without an offset; without noise the offset itself.
        Assert.Equal(0.7978845608028654, CalibrationError.FoldedMean(0, 1), 1e-12);
        Assert.Equal(0.25, CalibrationError.FoldedMean(0.25, 0));
    }
}
