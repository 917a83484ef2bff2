using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Quality;

namespace HealthScore.Training.Tests.Quality;

/// <summary>Tables made in memory, and what the checks say of them.</summary>
internal static class Cases
{
    public static DateOnly Today { get; } = new(2026, 6, 30);

    /// <summary>One numeric factor "x" and its outcomes; every second row churned where none are given.</summary>
    public static TrainingTable Numbers(double[] x, Outcome[]? outcomes = null) =>
        new()
        {
            Catalog = new FactorCatalog([Numeric("x")]),
            RowCount = x.Length,
            Values = [x],
            RowNumbers = [.. Enumerable.Range(1, x.Length)],
            Outcomes = outcomes ?? EverySecond(x.Length),
        };

    /// <summary>One categorical factor "x" with a cell a row.</summary>
    public static TrainingTable Levels(string[] cells)
    {
        string[] levels = [.. cells.Distinct().Order(StringComparer.Ordinal)];
        return Numbers([.. cells.Select(cell => (double)Array.IndexOf(levels, cell))]) with
        {
            Catalog = new FactorCatalog([
                new Factor("x", "X", "usage", FactorKind.Categorical, FactorDirection.Learn) { Levels = [.. levels] },
            ]),
        };
    }

    public static Factor Numeric(string key) => new(key, key, "usage", FactorKind.Numeric, FactorDirection.Learn);

    public static Outcome[] EverySecond(int rows) =>
        [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? Outcome.Churned : Outcome.Retained)];

    /// <summary>The configuration of a table: column "X" for factor "x", accounts in "id".</summary>
    public static HealthConfiguration ConfigurationOf(TrainingTable table) =>
        new()
        {
            Outcome = new OutcomeRule("churn", "yes"),
            Columns = new ColumnRoles
            {
                Account = table.Accounts is null ? null : "id",
                AsOf = table.AsOf is null ? null : "day",
                PreviousStage = table.Texts.ContainsKey("since") ? "before" : null,
                StageSince = table.Texts.ContainsKey("since") ? "since" : null,
            },
            Factors =
            [
                .. table.Catalog.Factors.Select(factor => new FactorRule(factor, factor.Key.ToUpperInvariant())),
            ],
        };

    public static QualityReport Check(TrainingTable table) => Check(TableReading.From(table));

    public static QualityReport Check(TableReading reading) =>
        QualityChecks.Run(reading, ConfigurationOf(reading.Table), Today);

    public static QualityFinding[] Findings(this QualityReport report, string id) =>
        [.. report.Findings.Where(finding => finding.Id == id)];

    /// <summary>Values that repeat with a period, so that no order tells anything.</summary>
    public static double[] Cycle(int rows, params double[] values) =>
        [.. Enumerable.Range(0, rows).Select(row => values[row / 2 % values.Length])];
}
