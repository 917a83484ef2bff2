using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Fitting.Pairs;

/// <summary>Made-up customers who leave for reasons that act together.</summary>
internal static class PairRows
{
    /// <summary>
    /// Usage keeps customers and calls drive them off; from five calls on customers who use little leave the more
    /// (<paramref name="together"/>, in log-odds). Noise and plan mean nothing.
    /// </summary>
    public static TrainingTable Make(
        int count,
        int seed,
        double together,
        FactorDirection usage = FactorDirection.Learn,
        FactorDirection calls = FactorDirection.Learn
    )
    {
        var random = new Random(seed);
        double[][] values = [.. Enumerable.Range(0, 4).Select(_ => new double[count])];
        var outcomes = new Outcome[count];
        for (var i = 0; i < count; i++)
        {
            values[0][i] = random.Next(101);
            values[1][i] = random.Next(20) == 0 ? double.NaN : random.Next(9);
            values[2][i] = random.NextDouble();
            values[3][i] = random.Next(3);
            var many = values[1][i] >= 5;
            var logOdds =
                -1 - (0.015 * (values[0][i] - 50)) + (many ? 0.5 : -0.5) + (many && values[0][i] < 50 ? together : 0);
            outcomes[i] = random.NextDouble() < Logistic.Sigmoid(logOdds) ? Outcome.Churned : Outcome.Retained;
        }

        return new TrainingTable
        {
            Catalog = new FactorCatalog([
                Number("usage", usage),
                Number("calls", calls),
                Number("noise", FactorDirection.Learn),
                Number("plan", FactorDirection.Learn) with
                {
                    Kind = FactorKind.Categorical,
                    Levels = ["a", "b", "c"],
                },
            ]),
            RowCount = count,
            Values = values,
            RowNumbers = [.. Enumerable.Range(1, count)],
            Accounts = [.. Enumerable.Range(0, count).Select(i => $"account-{i}")],
            Outcomes = outcomes,
        };
    }

    private static Factor Number(string key, FactorDirection direction) =>
        new(key, key, "pillar", FactorKind.Numeric, direction);
}
