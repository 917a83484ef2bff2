using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Exports;

/// <summary>
/// Tenure (weight .6; mean 30 points) and plan (weight .4; mean 25 points); log-odds 2 - 0.05 x health.
/// </summary>
internal static class SmallModel
{
    public static HealthModel Model { get; } = With(new ScoringRules(0.60, 0.30, []));

    public static HealthModel With(ScoringRules rules) =>
        new()
        {
            Catalog = new FactorCatalog([
                new Factor("tenure", "Tenure", "usage", FactorKind.Numeric, FactorDirection.HigherIsBetter),
                new Factor("gender", "Gender", "other", FactorKind.Categorical, FactorDirection.Learn)
                {
                    Levels = ["F", "M"],
                },
                new Factor("plan", "Plan", "commercial", FactorKind.Categorical, FactorDirection.Learn)
                {
                    Levels = ["basic", "gold"],
                },
            ]),
            Formulas = [Formula],
            FormulaHashes = ["0123456789ab"],
            Input = new ModelInput { FactorColumns = ["tenure", "gender", "plan"] },
            Rules = rules,
            HorizonDays = 180,
            Version = "ba9876543210",
        };

    private static HealthFormula Formula =>
        new(
            [
                new(
                    0,
                    "tenure",
                    FactorBins.Numeric([0.5, 12.5]),
                    new PointsTable([0, 212_345_678, 600_000_000], 300_000_000, MissingLearned: false, 0, 300_000_000)
                ),
                new(
                    2,
                    "plan",
                    FactorBins.Grouped(FactorKind.Categorical, [0, 1]),
                    new PointsTable([0, 400_000_000], 100_000_000, MissingLearned: true, 250_000_000, 250_000_000)
                ),
            ],
            intercept: 2,
            slope: 0.05,
            new BandThresholds(yellowFrom: 310_000_000, greenFrom: 620_000_000)
        );

    /// <summary>Half of plan's points go to a pair of tenure, cut at 12.5, and plan; its mean is 10 points.</summary>
    public static HealthModel WithPair(ScoringRules rules)
    {
        var plan = Formula.Factors[1];
        var less = new PointsTable([0, 200_000_000], 100_000_000, MissingLearned: true, 150_000_000, 150_000_000);
        var pair = FormulaFactor.OfPair(
            new FactorPart(0, "tenure", FactorBins.Numeric([12.5])),
            plan.Row,
            PointsTable.OfCells(
                [
                    .. (int[])[0, 200_000_000, 90_000_000, 100_000_000],
                    .. (int[])[150_000_000, 50_000_000, 80_000_000, 100_000_000],
                    .. (int[])[110_000_000, 100_000_000, 100_000_000, 100_000_000],
                ],
                mean: 100_000_000
            )
        );
        var formula = new HealthFormula(
            [Formula.Factors[0], plan.With(less), pair],
            Formula.Intercept,
            Formula.Slope,
            Formula.Bands
        );
        return With(rules) with { Formulas = [formula] };
    }

    public static TrainingTable Table(params double[][] rows) =>
        new()
        {
            Catalog = Model.Catalog,
            RowCount = rows.Length,
            Values = [.. Enumerable.Range(0, 3).Select(j => rows.Select(row => row[j]).ToArray())],
            RowNumbers = [.. Enumerable.Range(1, rows.Length)],
            Outcomes = new Outcome[rows.Length],
        };

    public static TableReading Reading(TrainingTable table, params ImmutableArray<InvalidCell> invalid) =>
        new()
        {
            Table = table,
            Errors = [],
            InvalidCells = invalid,
            UnlistedLevels = [],
            Lines = [],
            RowsInFile = table.RowCount,
            Header = [],
        };
}
