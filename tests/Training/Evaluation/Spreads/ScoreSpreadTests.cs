using HealthScore.Core.Accounts;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Spreads;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Evaluation.Spreads;

public class ScoreSpreadTests
{
    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0, 0)]
    [InlineData(2.4999, 0)]
    [InlineData(2.5, 1)]
    [InlineData(99.9, 39)]
    [InlineData(100, 39)]
    [InlineData(104, 39)]
    public void A_step_of_health_begins_on_its_edge_and_the_last_holds_the_rest(double health, int step) =>
        Assert.Equal(step, ScoreSpread.StepOf(health));

    [Fact]
    public void A_training_run_writes_every_held_out_row_into_each_spread_once()
    {
        var table = SmallRows.Make(900, seed: 96);
        var configuration = SmallRows.Configuration(table.Catalog) with { LeftOut = [new("gender_code", "constant")] };

        var outcome = TrainingRun.Train(table, configuration, SmallRows.Quick, accepted: [], "0.0.0");

        var metrics = MetricsJson.Read(outcome.Contents!.Extra[ModelFileNames.Metrics]);
        var spread = metrics.Spread!;
        Assert.Equal(metrics.Rows, spread.Formula.Sum(bin => bin.Rows));
        Assert.Equal(metrics.Churned, spread.Formula.Sum(bin => bin.Churned));
        Assert.Equal(metrics.Rows, spread.Challenger.Sum(bin => bin.Rows));
        Assert.Equal(metrics.Rows, spread.Health!.Rows.Sum());
        Assert.Equal(metrics.Churned, spread.Health.Churned.Sum());
        Assert.Equal(spread.Formula.Order(ByProbability), spread.Formula);
        Assert.Equal(configuration.LeftOut, metrics.LeftOutColumns);
    }

    [Fact]
    public void A_training_run_writes_how_many_rows_each_entry_of_a_factor_rests_on()
    {
        var table = SmallRows.Make(900, seed: 97);

        var outcome = TrainingRun.Train(
            table,
            SmallRows.Configuration(table.Catalog),
            SmallRows.Quick,
            accepted: [],
            "0.0.0"
        );

        var contents = outcome.Contents!;
        var curves = ProfileJson.Read(contents.Extra[ModelFileNames.Profile], contents.Model.Catalog).Curves;
        var factors = outcome.Formula.Factors;
        Assert.Equal(factors.Select(factor => factor.Key), curves.Select(curve => curve.Factor));
        var churned = table.Outcomes.Count(outcome => outcome == Outcome.Churned);
        for (var k = 0; k < factors.Length; k++)
        {
            Assert.Equal(factors[k].EntryCount, curves[k].Rows.Length);
            Assert.Equal(table.RowCount, curves[k].Rows.Sum());
            Assert.Equal(churned, curves[k].Churned.Sum());
            Assert.Equal(Counted(k, table.Values), curves[k].Rows);
        }

        int[] Counted(int factor, double[][] columns)
        {
            var rows = new int[factors[factor].EntryCount];
            for (var row = 0; row < table.RowCount; row++)
            {
                rows[factors[factor].EntryOf(columns, row)]++;
            }

            return rows;
        }
    }

    private static readonly Comparer<ProbabilityBin> ByProbability = Comparer<ProbabilityBin>.Create(
        (one, other) => one.Probability.CompareTo(other.Probability)
    );
}
