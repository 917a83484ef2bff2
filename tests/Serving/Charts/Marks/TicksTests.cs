using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Tests.Charts.Marks;

public class TicksTests
{
    [Theory]
    [InlineData(0, 24.3, 5, "0 5 10 15 20 25")]
    [InlineData(0, 25, 5, "0 5 10 15 20 25")]
    [InlineData(0, 25.01, 5, "0 10 20 30")]
    [InlineData(0, 0.104, 5, "0 0.05 0.1 0.15")]
    [InlineData(0.62, 0.91, 4, "0.6 0.7 0.8 0.9 1")]
    [InlineData(-3, 8, 5, "-5 0 5 10")]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0, 7043, 4, "0 2000 4000 6000 8000")]
    public void Ticks_are_round_numbers_that_cover_the_range(double low, double high, int most, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', Ticks.Of(low, high, most)));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1e9)]
    public void Where_all_values_are_one_there_are_still_two_ticks(double value)
    {
        var ticks = Ticks.Of(value, value, 5);

        Assert.True(ticks.Length >= 2);
        Assert.InRange(value, ticks[0], ticks[^1]);
    }

    [Property(MaxTest = 500)]
    public Property Ticks_hold_the_range_and_are_no_more_than_asked_for(NormalFloat one, NormalFloat other, byte most)
    {
        var (low, high) = (Math.Min(one.Get, other.Get) % 1e6, Math.Max(one.Get % 1e6, one.Get % 1e6 + 1));
        (low, high) = (Math.Min(low, high), Math.Max(low, high));
        var steps = 2 + (most % 8);

        var ticks = Ticks.Of(low, high, steps);

        var slack = 1e-6 * (high - low + Math.Abs(high));
        return (
            ticks[0] <= low + slack
            && ticks[^1] >= high - slack
            && ticks.Length - 1 <= steps
            && ticks.Zip(ticks.Skip(1)).All(pair => pair.First < pair.Second)
        ).ToProperty();
    }
}
