using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class RankTableTests
{
    /// <summary>A quarter of the rows share the highest of 301 values: their middle rank is 87.5.</summary>
    [Fact]
    public void Many_rows_may_share_the_highest_of_many_values()
    {
        double[] values = [.. Enumerable.Range(0, 300).Select(k => (double)k), .. Enumerable.Repeat(300.0, 100)];

        var table = RankTable.Of(TiedScores.Of(values, new bool[values.Length]));

        Assert.Equal(87.5, table.RankOf(300));
        Assert.Equal(100, table.RankOf(301));
        Assert.Equal(0, table.RankOf(-1));
        Assert.True(table.Values.Length <= RankTable.MostKnots);
    }
}
