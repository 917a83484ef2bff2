using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;
using HealthScore.Training.Synthetic;
using HealthScore.Training.Tests.Fitting;
using MathNet.Numerics.Statistics;

namespace HealthScore.Training.Tests.Pooling;

/// <summary>The small size of <c>./evidence segments</c>.</summary>
public class PooledBusinessTests
{
    private const string Segment = "enterprise";

    private static readonly TrainingTable Test = Business(accounts: 6_000, seed: 999);

    [Fact]
    public void Few_enterprise_customers_are_foretold_better_than_by_their_own_formula_or_by_one_for_all()
    {
        var figures = new List<(double Auc, double Rank)[]>();
        foreach (var seed in new ulong[] { 1, 2 })
        {
            var table = Business(accounts: 2_000, seed);
            int[] all = SmallRows.All(table);
            int[] enterprise = [.. all.Where(row => table.Segments![row] == Segment)];
            Assert.InRange(enterprise.Count(row => table.Outcomes[row] == Outcome.Churned), 11, 60);

            var common = FormulaTrainer.Fit(table, all, SmallRows.Quick);
            var own = FormulaTrainer.Fit(table, enterprise, SmallRows.Quick);
            var pooled = SegmentPooling.Of(table, all, common, SmallRows.Quick);

            figures.Add([Figures(new([own])), Figures(new([common])), Figures(pooled)]);
        }

        var auc = Enumerable.Range(0, 3).Select(way => figures.Average(f => f[way].Auc)).ToArray();
        var rank = Enumerable.Range(0, 3).Select(way => figures.Average(f => f[way].Rank)).ToArray();
        Assert.True(auc[2] > auc[0] + 0.005 && auc[2] > auc[1] + 0.005, string.Join(" ", auc));
        Assert.True(rank[2] > rank[0] + 0.02 && rank[2] > rank[1] + 0.02, string.Join(" ", rank));
    }

    private static (double Auc, double Rank) Figures(FittedFormulas formulas)
    {
        int[] rows = [.. SmallRows.All(Test).Where(row => Test.Segments![row] == Segment)];
        var probabilities = Array.ConvertAll(
            rows,
            row => formulas.For(Test, row).ChurnProbability([.. Test.Values.Select(column => column[row])])
        );
        bool[] churned = [.. rows.Select(row => Test.Outcomes[row] == Outcome.Churned)];
        var weights = new double[TrueWeights.Factors.Length];
        foreach (var factor in formulas.For(Segment, "renewal_window").Factors.Where(f => !f.IsPair))
        {
            weights[factor.Index] = factor.Weight;
        }

        var truth = TrueWeights.Of(Segment, LifePhase.Later).Select(Math.Abs);
        return (Metrics.Of(probabilities, churned).Auc!.Value, Correlation.Spearman(weights, truth));
    }

    private static TrainingTable Business(int accounts, ulong seed) =>
        GeneratedTable.Of(DataGenerator.Generate(new GeneratorSettings(accounts, Months: 48, seed)));
}
