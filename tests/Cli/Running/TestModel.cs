using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Cli.Tests.Running;

/// <summary>
/// A model worked by hand: tenure (weight .5), contract (.3), plan (.2); log-odds of churn = 2 - 0.05 x health; green
/// from
/// 62, yellow from 31.
/// </summary>
internal static class TestModel
{
    public const string Header = "customerID,tenure,Contract,gender,Plan,csm";

    private static ImmutableArray<Factor> Factors =>
        [
            new("tenure", "Tenure", "usage", FactorKind.Numeric, FactorDirection.HigherIsBetter) { Unit = "months" },
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

    private static HealthFormula Formula =>
        new(
            [
                new(
                    0,
                    "tenure",
                    FactorBins.Numeric([0.5, 12.5]),
                    new PointsTable([0, 212_345_678, 500_000_000], 300_000_000, MissingLearned: false, 0, 300_000_000)
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

    /// <summary>Writes the model directory and returns what was read back.</summary>
    public static LoadedModel Write(string path) => Write(path, model => model);

    /// <inheritdoc cref="Write(string)"/>
    public static LoadedModel Write(string path, Func<HealthModel, HealthModel> change) =>
        ModelDirectory.Write(path, Contents(change), ExistingModel.Refuse);

    private static ModelContents Contents(Func<HealthModel, HealthModel> change)
    {
        var catalog = new FactorCatalog(Factors);
        var made = new HealthModel
        {
            Catalog = catalog,
            Formulas = [Formula],
            FormulaHashes = [FormulaJson.HashOf(Formula, catalog)],
            Input = new ModelInput
            {
                Account = "customerID",
                FactorColumns = ["tenure", "Contract", "gender", "Plan"],
                MissingWords = ["", "NA"],
                FactorMissingWords =
                [
                    [],
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
        var model = change(made);
        return new ModelContents
        {
            Model = model,
            Golden = GoldenRows.Make(model, seed: 42),
            Created = new CreationFacts("00ff", Seed: 42, Rows: 7043, ProgramVersion: "0.1.0"),
            Extra = ImmutableSortedDictionary<string, byte[]>
                .Empty.Add(ModelFileNames.Metrics, "{}\n"u8.ToArray())
                .Add(ModelFileNames.Profile, "{}\n"u8.ToArray()),
        };
    }
}
