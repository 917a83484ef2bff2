using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting;

/// <summary>Made-up customers of whom it is known why they leave, and small pieces of a fit.</summary>
internal static class SmallRows
{
    /// <summary>
    /// Few and quick: enough for a law to show. Curves that stop so early would leave pairs something to say.
    /// </summary>
    public static FitSettings Quick { get; } =
        new()
        {
            Threads = 1,
            MostSteps = 300,
            MostPairs = 0,
        };

    private static string[] Plans { get; } = ["basic", "free", "gold", "silver"];

    /// <summary>
    /// Logins keep customers, tickets drive them off from the third on, plans differ, nps is missing for three in ten
    /// and worse where missing, noise means nothing. One row an account.
    /// </summary>
    public static TrainingTable Make(int count, int seed)
    {
        var random = new Random(seed);
        double[][] values = [.. Enumerable.Range(0, 5).Select(_ => new double[count])];
        var outcomes = new Outcome[count];
        for (var i = 0; i < count; i++)
        {
            values[0][i] = Math.Round(random.NextDouble() * 40, 1);
            values[1][i] = random.Next(3) == 0 ? 0 : random.Next(7);
            values[2][i] = random.Next(Plans.Length);
            values[3][i] = random.Next(10) < 3 ? double.NaN : random.Next(11);
            values[4][i] = random.NextDouble();
            var nps = double.IsNaN(values[3][i]) ? 0.6 : 0.5 - (0.1 * values[3][i]);
            var logOdds =
                -0.4 - (0.06 * values[0][i]) + (values[1][i] >= 3 ? 1.2 : 0) + (0.4 * (values[2][i] - 1)) + nps;
            outcomes[i] = random.NextDouble() < Logistic.Sigmoid(logOdds) ? Outcome.Churned : Outcome.Retained;
        }

        return new TrainingTable
        {
            Catalog = Catalog,
            RowCount = count,
            Values = values,
            RowNumbers = [.. Enumerable.Range(1, count)],
            Accounts = [.. Enumerable.Range(0, count).Select(i => $"account-{i}")],
            Outcomes = outcomes,
        };
    }

    public static FactorCatalog Catalog { get; } =
        new([
            Number("logins"),
            Number("tickets"),
            Number("plan") with
            {
                Kind = FactorKind.Categorical,
                Levels = [.. Plans],
            },
            Number("nps"),
            Number("noise"),
        ]);

    public static Factor Number(string key) => new(key, key, "usage", FactorKind.Numeric, FactorDirection.Learn);

    public static HealthConfiguration Configuration(FactorCatalog catalog) =>
        new()
        {
            Columns = new ColumnRoles { Account = "account" },
            Outcome = new OutcomeRule("churned", "1"),
            Factors = [.. catalog.Factors.Select(f => new FactorRule(f with { Levels = [] }, f.Key))],
        };

    public static int[] All(TrainingTable table) => [.. Enumerable.Range(0, table.RowCount)];

    public static FittedFormula Fit(TrainingTable table) => FormulaTrainer.Fit(table, All(table), Quick);

    public static PrebinnedRows Prebin(TrainingTable table) =>
        PrebinnedRows.Learn(table, CanonicalOrder.Of(table, All(table), seed: 1), threads: 1);

    /// <summary>The table with an account a row: equal rows are then different customers.</summary>
    public static TrainingTable Numbered(TrainingTable table) =>
        table with
        {
            Accounts = [.. Enumerable.Range(0, table.RowCount).Select(i => $"account-{i}")],
        };

    /// <summary>The table with one factor more at the end.</summary>
    public static TrainingTable With(TrainingTable table, Factor factor, double[] column) =>
        table with
        {
            Catalog = new FactorCatalog([.. table.Catalog.Factors, factor]),
            Values = [.. table.Values, column],
        };

    /// <summary>The table with another column in a factor's place.</summary>
    public static TrainingTable Replace(TrainingTable table, int factor, Factor by, double[] column) =>
        table with
        {
            Catalog = new FactorCatalog(table.Catalog.Factors.SetItem(factor, by)),
            Values = [.. table.Values.Select((old, j) => j == factor ? column : old)],
        };

    public static int[] Shuffled(int count, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(rows);
        return rows;
    }
}
