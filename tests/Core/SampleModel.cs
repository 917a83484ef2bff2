using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests;

/// <summary>A small model whose every number can be worked by hand.</summary>
/// <remarks>
/// tenure (weight .5): under 0.5 no points, to 12.5 20 points, above 50; never missing in training, mean 30.
/// contract (weight .3): Month-to-month 0, One year 15, Two year 30; missing learned at 5, mean 12.
/// plan (weight .2, ordinal): basic and silver 4, gold 20; missing learned at 0, mean 9.
/// Log-odds of churn = 2 - 0.05 x health.
/// </remarks>
internal static class SampleModel
{
    public static readonly ImmutableArray<Factor> Factors =
    [
        new("tenure", "Tenure", "usage", FactorKind.Numeric, FactorDirection.HigherIsBetter)
        {
            Unit = "months",
            RangeFrom = 0,
            Source = "billing",
        },
        new("contract", "Contract", "commercial", FactorKind.Categorical, FactorDirection.Learn)
        {
            Levels = ["Month-to-month", "One year", "Two year"],
        },
        new("gender", "Gender", "unassigned", FactorKind.Categorical, FactorDirection.Learn)
        {
            Levels = ["Female", "Male"],
        },
        new("plan", "Plan", "commercial", FactorKind.Ordinal, FactorDirection.HigherIsBetter)
        {
            Levels = ["basic", "silver", "gold"],
        },
    ];

    public static readonly CreationFacts Created = new("00ff", Seed: 42, Rows: 7043, ProgramVersion: "0.1.0");

    public static HealthFormula Formula { get; } =
        new(
            [
                new(
                    0,
                    "tenure",
                    FactorBins.Numeric([0.5, 12.5]),
                    new PointsTable([0, 200_000_000, 500_000_000], 300_000_000, MissingLearned: false, 0, 300_000_000)
                ),
                new(
                    1,
                    "contract",
                    FactorBins.Grouped(FactorKind.Categorical, [2, 1, 0]),
                    new PointsTable(
                        [300_000_000, 150_000_000, 0],
                        50_000_000,
                        MissingLearned: true,
                        120_000_000,
                        120_000_000
                    )
                ),
                new(
                    3,
                    "plan",
                    FactorBins.Grouped(FactorKind.Ordinal, [0, 0, 1]),
                    new PointsTable([40_000_000, 200_000_000], 0, MissingLearned: true, 90_000_000, 90_000_000)
                ),
            ],
            intercept: 2,
            slope: 0.05,
            new BandThresholds(yellowFrom: 310_000_000, greenFrom: 620_000_000)
        )
        {
            LeftOut = [new LeftOutFactor("gender", "flat")],
        };

    public static HealthModel Model { get; } = With(Formula);

    public static HealthModel With(params ImmutableArray<HealthFormula> formulas)
    {
        var catalog = new FactorCatalog(Factors);
        return new HealthModel
        {
            Catalog = catalog,
            Formulas = formulas,
            FormulaHashes = [.. formulas.Select(f => FormulaJson.HashOf(f, catalog))],
            Input = new ModelInput
            {
                Account = "customerID",
                FactorColumns = ["tenure", "Contract", "gender", "Plan"],
                MissingWords = ["", "NA"],
                FactorMissingWords =
                [
                    ["-1"],
                    [],
                    [],
                    [],
                ],
                Context = ImmutableSortedDictionary<string, string>.Empty.Add("owner", "csm"),
                OutcomeColumn = "Churn",
                ChurnedValue = "Yes",
            },
            Rules = ScoringRules.Default,
            HorizonDays = 180,
        };
    }

    public static ModelContents Contents { get; } =
        new()
        {
            Model = Model,
            Golden = GoldenRows.Make(Model, seed: 42),
            Created = Created,
            Extra = ImmutableSortedDictionary<string, byte[]>
                .Empty.Add(ModelFileNames.Metrics, "{}\n"u8.ToArray())
                .Add(ModelFileNames.Profile, "{}\n"u8.ToArray()),
        };
}
