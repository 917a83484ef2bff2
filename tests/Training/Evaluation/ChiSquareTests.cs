using FsCheck;
using FsCheck.Xunit;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class ChiSquareTests
{
    /// <summary>The printed tables: 5 %, 1 % and 0.1 % points.</summary>
    [Theory]
    [InlineData(0.05, 1, 3.841458820694124)]
    [InlineData(0.05, 2, 5.991464547107979)]
    [InlineData(0.05, 9, 16.918977604620448)]
    [InlineData(0.01, 10, 23.209251158954356)]
    [InlineData(0.001, 15, 37.697298218353822)]
    public void Critical_values_are_those_of_the_tables(double p, int degrees, double value) =>
        Assert.Equal(value, ChiSquare.Critical(p, degrees), 1e-9);

    /// <summary>Two degrees are an exponential: P(X > x) = exp(-x/2); at 0 all of it lies above.</summary>
    [Fact]
    public void Two_degrees_fall_off_like_an_exponential()
    {
        Assert.Equal(0.36787944117144233, ChiSquare.Above(2, 2), 1e-15);
        Assert.Equal(1, ChiSquare.Above(0, 7));
    }

    [Property(MaxTest = 300)]
    public void The_critical_value_is_exceeded_with_the_probability_asked_for(PositiveInt degrees, PositiveInt share)
    {
        var (nu, p) = (1 + (degrees.Get % 40), 1.0 / (1 + share.Get));

        Assert.Equal(p, ChiSquare.Above(ChiSquare.Critical(p, nu), nu), 1e-12);
    }

    [Fact]
    public void No_degrees_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquare.Above(1, 0));
}
