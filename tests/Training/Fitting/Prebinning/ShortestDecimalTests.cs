using FsCheck;
using FsCheck.Xunit;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting.Prebinning;

public class ShortestDecimalTests
{
    [Theory]
    [InlineData(1, 2, 1.5)]
    [InlineData(0, 1, 0.5)]
    [InlineData(3, 4.5, 4)]
    [InlineData(29.85, 56.95, 40)]
    [InlineData(0.1, 0.2, 0.15)]
    [InlineData(-2, -1, -1.5)]
    [InlineData(-1, 1, 0)]
    [InlineData(-3, 1, -1)]
    [InlineData(1.23456, 1.23461, 1.2346)]
    [InlineData(1e300, 3e300, 2e300)]
    [InlineData(9.4, 10.7, 10)]
    public void A_cut_is_the_shortest_number_between_two_values(double low, double high, double expected) =>
        Assert.Equal(expected, ShortestDecimal.Between(low, high));

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(0.1)]
    [InlineData(123456789.123)]
    [InlineData(1e308)]
    [InlineData(5e-324)]
    [InlineData(0.0)]
    [InlineData(-5e-324)]
    public void Between_neighbouring_doubles_the_upper_one_is_the_cut(double low)
    {
        var high = Math.BitIncrement(low);

        Assert.Equal(high, ShortestDecimal.Between(low, high));
    }

    [Fact]
    public void Values_so_far_apart_that_their_difference_overflows_have_a_short_cut_too() =>
        Assert.Equal(0.0, ShortestDecimal.Between(-double.MaxValue, double.MaxValue));

    [Fact]
    public void Denormal_values_are_parted()
    {
        var cut = ShortestDecimal.Between(5e-324, 2e-323);

        Assert.InRange(cut, 1e-323, 1.5e-323);
    }

    [Property]
    public bool A_cut_parts_the_values(NormalFloat one, NormalFloat other)
    {
        var (low, high) = (Math.Min(one.Get, other.Get), Math.Max(one.Get, other.Get));
        var cut = low < high ? ShortestDecimal.Between(low, high) : high;

        return low == high || (low < cut && cut <= high);
    }
}
