using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Challenger;

/// <summary>Made-up accounts with a number, a number that is often missing, ranks, levels with awkward text, and
/// noise.</summary>
internal static class MadeUpAccounts
{
    public static readonly FactorCatalog Catalog = new([
        new Factor("logins", "Logins", "usage", FactorKind.Numeric, FactorDirection.Learn),
        new Factor("csat", "Satisfaction", "support", FactorKind.Numeric, FactorDirection.Learn),
        new Factor("effort", "Effort", "support", FactorKind.Ordinal, FactorDirection.Learn)
        {
            Levels = ["low", "middle", "high"],
        },
        new Factor("plan", "Plan", "commercial", FactorKind.Categorical, FactorDirection.Learn)
        {
            Levels = ["a \"quoted\" plan", "back\\slash", "Grüße, 1.5", "free"],
        },
        new Factor("tiny", "Tiny", "usage", FactorKind.Numeric, FactorDirection.Learn),
    ]);

    public static TrainingTable Table(int rows, int seed)
    {
        var random = new Random(seed);
        var values = Catalog.Factors.Select(_ => new double[rows]).ToArray();
        var outcomes = new Outcome[rows];
        for (var i = 0; i < rows; i++)
        {
            values[0][i] = Math.Round(random.NextDouble() * 100, digits: 1);
            values[1][i] = random.Next(3) == 0 ? double.NaN : (random.NextDouble() * 10) - 5;
            values[2][i] = random.Next(10) == 0 ? double.NaN : random.Next(3);
            values[3][i] = random.Next(8) == 0 ? double.NaN : random.Next(4);
            values[4][i] = random.NextDouble() * 1e-30;
            outcomes[i] = random.NextDouble() < TrueProbability(values, i) ? Outcome.Churned : Outcome.Retained;
        }

        return new TrainingTable
        {
            Catalog = Catalog,
            RowCount = rows,
            Values = values,
            RowNumbers = [.. Enumerable.Range(1, rows)],
            Accounts = [.. Enumerable.Range(1, rows).Select(i => $"account {i}")],
            Outcomes = outcomes,
        };
    }

    public static double[] Row(TrainingTable table, int row) => [.. table.Values.Select(column => column[row])];

    private static double TrueProbability(double[][] values, int i)
    {
        var missingCsat = double.IsNaN(values[1][i]);
        var logOdds = 1.5 - (0.05 * values[0][i]);
        logOdds += missingCsat ? 1 : -0.3 * values[1][i];
        logOdds += values[2][i] == 2 ? 1 : 0;
        logOdds += values[3][i] == 3 && values[0][i] < 40 ? 1 : 0;
        return Logistic.Sigmoid(logOdds);
    }
}
