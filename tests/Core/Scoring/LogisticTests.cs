using FsCheck.Xunit;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class LogisticTests
{
    private const double ExpUlps = 2;
    private const double LogUlps = 4;

    [Fact]
    public void Exp_is_within_two_ulp_of_the_true_value()
    {
        var random = new Random(1);

        var worst = Enumerable
            .Range(0, 5_000)
            .Select(_ => (random.NextDouble() - 0.5) * 2 * AnyScale(random))
            .Max(x => Reference.UlpsFromExp(x, Logistic.Exp(x)));

        Assert.InRange(worst, 0.1, ExpUlps);
    }

    [Fact]
    public void Log_is_within_four_ulp_of_the_true_value()
    {
        var random = new Random(2);

        var worst = Enumerable
            .Range(0, 5_000)
            .Select(_ => Math.ScaleB(1 + random.NextDouble(), random.Next(-1000, 1000)))
            .Concat(Enumerable.Range(0, 5_000).Select(_ => 0.5 + random.NextDouble()))
            .Max(x => Reference.UlpsFromLog(x, Logistic.Log(x)));

        Assert.InRange(worst, 0.1, LogUlps);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, Math.E)]
    [InlineData(double.NegativeInfinity, 3.307553003638408E-308)]
    [InlineData(-800, 3.307553003638408E-308)]
    [InlineData(800, 8.218407461554972E+307)]
    public void Exp_has_known_values_and_stands_still_beyond_708_and_709(double x, double expected) =>
        Assert.Equal(expected, Logistic.Exp(x), 1e-15 * expected);

    [Fact]
    public void Exp_and_log_of_no_number_are_no_number()
    {
        Assert.True(double.IsNaN(Logistic.Exp(double.NaN)));
        Assert.True(double.IsNaN(Logistic.Log(double.NaN)));
        Assert.True(double.IsNaN(Logistic.Log(-1)));
        Assert.Equal(double.NegativeInfinity, Logistic.Log(0));
        Assert.Equal(double.PositiveInfinity, Logistic.Log(double.PositiveInfinity));
    }

    [Theory]
    [InlineData(5e-324)]
    [InlineData(1e-310)]
    [InlineData(2.2250738585072009E-308)]
    [InlineData(2.2250738585072014E-308)]
    [InlineData(1)]
    [InlineData(double.MaxValue)]
    public void Log_is_right_at_the_ends_of_the_numbers(double x)
    {
        var expected = x == 1 ? 0 : Math.Log(x);

        Assert.Equal(expected, Logistic.Log(x), 1e-12);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.7310585786300049)]
    [InlineData(-0.5, 0.3775406687981454)]
    [InlineData(40, 1)]
    public void The_logistic_function_has_known_values(double logOdds, double expected) =>
        Assert.Equal(expected, Logistic.Sigmoid(logOdds), 1e-15);

    [Fact]
    public void Exp_never_falls_over_steps_larger_than_its_error()
    {
        var random = new Random(3);

        Assert.All(
            Enumerable.Range(0, 100_000),
            _ =>
            {
                var x = (random.NextDouble() - 0.5) * 80;
                Assert.True(Logistic.Exp(x + 1e-12) > Logistic.Exp(x), $"at {x:R}");
            }
        );
    }

    [Property]
    public bool Logit_undoes_the_logistic_function(int thousandths)
    {
        var logOdds = thousandths % 20_000 / 1000.0;

        return Math.Abs(Logistic.Logit(Logistic.Sigmoid(logOdds)) - logOdds) <= 1e-7;
    }

    private static double AnyScale(Random random) =>
        random.Next(4) switch
        {
            0 => 1e-3,
            1 => 1,
            2 => 40,
            _ => 708,
        };
}
