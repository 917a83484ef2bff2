using HealthScore.Training.Configuration;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Evaluation;

public class BlockFiguresTests
{
    /// <summary>Invariant 11: the day of the last row that taught a block + the gap lies before the block.</summary>
    [Fact]
    public void Walking_forward_tells_of_each_block_what_taught_it_and_how_it_went()
    {
        var made = SmallRows.Make(1200, seed: 81);
        DateOnly[] asOf = [.. made.Outcomes.Select((_, i) => new DateOnly(2024, 1, 31).AddMonths(i % 12))];
        var table = made with { AsOf = asOf };
        var configuration = SmallRows.Configuration(table.Catalog) with { Challenger = ChallengerTrainerKind.None };
        var plan = FoldPlan.ByTime(table, gapDays: 60, seed: 1);

        var metrics = CrossValidation.Run(table, configuration, plan, SmallRows.Quick).Metrics;

        Assert.Equal(plan.Parts.Count, metrics.Blocks.Length);
        Assert.All(metrics.Blocks, block => Assert.True(block.TrainedTo.AddDays(60) < block.From));
        Assert.Equal(metrics.Rows, metrics.Blocks.Sum(block => block.Rows));
        Assert.Equal(metrics.Churned, metrics.Blocks.Sum(block => block.Churned));
        Assert.Equal(metrics.Formula.LogLoss, metrics.Blocks.Average(block => block.LogLoss), 1e-12);
        Assert.Equal(metrics.Formula.Auc!.Value, metrics.Blocks.Average(block => block.Auc!.Value), 1e-12);
        Assert.Equal(metrics.PriorLogLoss, metrics.Blocks.Average(block => block.PriorLogLoss), 1e-12);
        Assert.All(metrics.Blocks.Zip(plan.Parts), b => Assert.Equal(b.Second.Train.Length, b.First.TrainedRows));
        Assert.Equal(metrics.Blocks, MetricsJson.Read(MetricsJson.Write(metrics)).Blocks);
    }

    [Fact]
    public void Folds_by_account_have_no_blocks()
    {
        var table = SmallRows.Make(600, seed: 82);
        var configuration = SmallRows.Configuration(table.Catalog) with { Challenger = ChallengerTrainerKind.None };

        var metrics = CrossValidation.Run(table, configuration, FoldPlan.ByAccount(table, 1), SmallRows.Quick).Metrics;

        Assert.Empty(metrics.Blocks);
    }
}
