using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class RankTableTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1.0, 12.5)] // the lowest of four: half a row of four lies below
    [InlineData(2.0, 50.0)] // two of equal value: (1 + 2 / 2) / 4
    [InlineData(5.0, 87.5)]
    [InlineData(3.5, 68.75)] // half way from 2 to 5
    [InlineData(0.999, 0.0)]
    [InlineData(5.001, 100.0)]
    public void A_rank_is_the_share_of_rows_below_with_equals_counting_half(double value, double rank)
    {
        var table = RankTable.Of(TiedScores.Of([2, 5, 1, 2], [true, false, false, false]));

        Assert.Equal(rank, table.RankOf(value), Tolerance);
    }

    [Fact]
    public void A_factor_of_201_distinct_values_keeps_them_all_and_one_of_more_keeps_201_at_most()
    {
        double[] few = [.. Enumerable.Range(0, 201).Select(k => (double)k)];
        double[] many = [.. Enumerable.Range(0, 5000).Select(k => k * k / 7.0)];

        var exact = RankTable.Of(TiedScores.Of(few, new bool[few.Length]));
        var thinned = RankTable.Of(TiedScores.Of(many, new bool[many.Length]));

        Assert.Equal(few, exact.Values);
        Assert.InRange(thinned.Values.Length, 190, RankTable.MostKnots);
        for (var k = 0; k < many.Length; k++)
        {
            Assert.InRange(thinned.RankOf(many[k]) - ((k + 0.5) / 50), -0.2, 0.2);
        }
    }

    [Fact]
    public void Ranks_never_fall_as_values_rise()
    {
        var random = new Random(11);
        double[] values =
        [
            .. Enumerable.Range(0, 3000).Select(_ => Math.Floor(random.NextDouble() * random.NextDouble() * 900)),
        ];

        var table = RankTable.Of(TiedScores.Of(values, new bool[values.Length]));

        Assert.Equal(table.Ranks.Order(), table.Ranks);
        Assert.Equal(table.Values.Order().Distinct(), table.Values);
    }
}
