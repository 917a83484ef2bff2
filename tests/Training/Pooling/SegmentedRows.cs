using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Pooling;

/// <summary>
/// Made-up customers of two segments who leave for different reasons, and of two stages: what a manager thinks of them
/// counts for enterprise, logins count for the small, milestones count while they are new.
/// </summary>
internal static class SegmentedRows
{
    public static FactorCatalog Catalog { get; } =
        new([Factor("pulse", "relationship"), Factor("logins", "usage"), Factor("milestones", "lifecycle")]);

    public static TrainingTable Make(int count, int seed)
    {
        var random = new Random(seed);
        double[][] values = [.. Catalog.Factors.Select(_ => new double[count])];
        var (segments, stages, outcomes) = (new string[count], new string[count], new Outcome[count]);
        for (var i = 0; i < count; i++)
        {
            segments[i] = random.Next(4) == 0 ? "enterprise" : "small";
            stages[i] = random.Next(3) == 0 ? "onboarding" : "established";
            foreach (var column in values)
            {
                column[i] = Math.Round((random.NextDouble() * 4) - 2, 1);
            }

            var (pulse, logins) = segments[i] == "enterprise" ? (1.2, 0.2) : (0.2, 1.2);
            var milestones = stages[i] == "onboarding" ? 1.2 : 0.2;
            var logOdds = -1.5 - (pulse * values[0][i]) - (logins * values[1][i]) - (milestones * values[2][i]);
            outcomes[i] = random.NextDouble() < Logistic.Sigmoid(logOdds) ? Outcome.Churned : Outcome.Retained;
        }

        return new TrainingTable
        {
            Catalog = Catalog,
            RowCount = count,
            Values = values,
            RowNumbers = [.. Enumerable.Range(1, count)],
            Accounts = [.. Enumerable.Range(0, count).Select(i => $"account-{i}")],
            Segments = segments,
            Stages = stages,
            Outcomes = outcomes,
        };
    }

    /// <summary>The same customers under names that mean nothing.</summary>
    public static TrainingTable Renamed(TrainingTable table, int seed)
    {
        var random = new Random(seed);
        return table with
        {
            Segments = Array.ConvertAll(table.Segments!, _ => $"segment-{random.Next(3)}"),
            Stages = Array.ConvertAll(table.Stages!, _ => $"stage-{random.Next(3)}"),
        };
    }

    public static FittedFormulas Fit(TrainingTable table) => Fit(table, SmallRows.All(table));

    public static FittedFormulas Fit(TrainingTable table, int[] rows) =>
        SegmentPooling.Of(table, rows, FormulaTrainer.Fit(table, rows, SmallRows.Quick), SmallRows.Quick);

    public static double WeightOf(FittedFormula formula, string factor) =>
        formula.Factors.Where(f => f.Key == factor).Sum(f => f.Weight);

    private static Factor Factor(string key, string pillar) =>
        new(key, key, pillar, FactorKind.Numeric, FactorDirection.HigherIsBetter);
}
