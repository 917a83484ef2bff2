using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class BinnedRowsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Rows_scored_together_have_the_health_of_rows_scored_alone(int rows)
    {
        var formula = Formula();
        var random = new Random(rows + 1);
        double[][] values =
        [
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(5) == 0 ? double.NaN : random.NextDouble() * 16)],
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, 3) + 0.0)],
        ];
        byte[][] bins =
        [
            .. formula.Factors.Select(f => Array.ConvertAll(values[f.Index], value => (byte)f.Bins.BinOf(value))),
        ];
        var health = new int[rows];

        BinnedRows.Score(bins, formula, health);

        var points = new int[2];
        for (var row = 0; row < rows; row++)
        {
            Assert.Equal(HealthScorer.Score([values[0][row], values[1][row]], formula, points), health[row]);
        }
    }

    [Fact]
    public void Columns_of_another_length_are_refused()
    {
        var formula = Formula();

        Assert.Throws<ArgumentException>(() => BinnedRows.Score([new byte[3], new byte[2]], formula, new int[3]));
        Assert.Throws<ArgumentException>(() => BinnedRows.Score([new byte[3]], formula, new int[3]));
    }

    /// <summary>15 bins and missing fill one table to its last place; the other has two groups, missing and other.</summary>
    private static HealthFormula Formula()
    {
        var numeric = FactorBins.Numeric(Enumerable.Range(1, 14).Select(k => (double)k));
        int[] rising = [.. Enumerable.Range(0, 15).Select(k => k * 50_000_000)];
        var grouped = FactorBins.Grouped(FactorKind.Categorical, [0, 1, 1]);
        return new HealthFormula(
            [
                new FormulaFactor(0, "seats", numeric, new PointsTable([.. rising], 123, true, 0, 1)),
                new FormulaFactor(1, "plan", grouped, new PointsTable([300_000_000, 0], 7, true, 99, 1)),
            ],
            intercept: 1,
            slope: 0.05,
            new BandThresholds(yellowFrom: 1, greenFrom: 2)
        );
    }
}
