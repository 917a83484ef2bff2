using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Serving.Tests;

/// <summary>A model small enough to score by hand: tenure 50 points at best, contract 30, logins 20.</summary>
internal static class SmallModel
{
    public const string Version = "0123456789ab";

    public const string Hash = "ba9876543210";

    public static HealthModel Make() =>
        new()
        {
            Catalog = Catalog(),
            Formulas = [Formula(Catalog())],
            FormulaHashes = [Hash],
            Input = new ModelInput { FactorColumns = ["tenure", "Contract", "logins", "flat"] },
            Rules = ScoringRules.Default,
            HorizonDays = 180,
            Review = new DefinitionReview(new DateOnly(2026, 1, 1), EveryDays: 179),
            Version = Version,
        };

    /// <summary>Ten of tenure's points go to a pair of tenure, cut at 12.5, and contract; its mean is 4.</summary>
    public static HealthModel WithPair()
    {
        var (model, plain) = (Make(), Formula(Catalog()));
        var tenure = plain.Factors[0];
        var less = new PointsTable([0, 200_000_000, 400_000_000], 100_000_000, MissingLearned: true, 0, 250_000_000);
        var pair = FormulaFactor.OfPair(
            tenure.Row with
            {
                Bins = FactorBins.Numeric([12.5]),
            },
            plain.Factors[1].Row,
            PointsTable.OfCells(
                [
                    .. (int[])[0, 100_000_000, 50_000_000, 40_000_000],
                    .. (int[])[60_000_000, 80_000_000, 50_000_000, 40_000_000],
                    .. (int[])[20_000_000, 30_000_000, 50_000_000, 40_000_000],
                ],
                mean: 40_000_000
            )
        );
        var formula = new HealthFormula(
            [tenure.With(less), .. plain.Factors[1..], pair],
            plain.Intercept,
            plain.Slope,
            plain.Bands
        );
        return model with { Formulas = [formula] };
    }

    /// <summary>Every second replicate a little more sure that accounts leave, every other one a little less.</summary>
    public static HealthModel WithReplicates()
    {
        var model = Make();
        double[] intercepts = [.. Enumerable.Range(0, FormulaReplicates.Count).Select(r => r % 2 == 0 ? 0.4 : -0.4)];
        var points = model
            .Formulas[0]
            .Factors.Select(f => ImmutableArray.Create(new int[f.EntryCount * FormulaReplicates.Count]));
        return model with { Replicates = [new(model.Formulas[0], [.. intercepts], [.. points])] };
    }

    private static FactorCatalog Catalog() =>
        new([
            new Factor("tenure", "Tenure", "commercial", FactorKind.Numeric, FactorDirection.HigherIsBetter)
            {
                Unit = "months",
                RangeFrom = 0,
                RangeTo = 600,
            },
            new Factor("contract", "Contract", "commercial", FactorKind.Categorical, FactorDirection.Learn)
            {
                Levels = ["Month-to-month", "One year", "Two year"],
            },
            new Factor("logins_28d", "Logins in 28 days", "usage", FactorKind.Numeric, FactorDirection.Learn),
            new Factor("flat", "Flat", "usage", FactorKind.Categorical, FactorDirection.Learn) { Levels = ["a", "b"] },
        ]);

    private static HealthFormula Formula(FactorCatalog catalog) =>
        new(
            [
                Part(
                    catalog,
                    "tenure",
                    FactorBins.Numeric([0.5, 12.5]),
                    new PointsTable([0, 200_000_000, 500_000_000], 100_000_000, MissingLearned: true, 0, 250_000_000)
                ),
                Part(
                    catalog,
                    "contract",
                    FactorBins.Grouped(FactorKind.Categorical, [0, 1, 1]),
                    new PointsTable(
                        [50_000_000, 300_000_000],
                        150_000_000,
                        MissingLearned: false,
                        150_000_000,
                        150_000_000
                    )
                ),
                Part(
                    catalog,
                    "logins_28d",
                    FactorBins.Numeric([3.25]),
                    new PointsTable([0, 200_000_000], 50_000_001, MissingLearned: true, 0, 120_000_000)
                ),
            ],
            intercept: 2.5,
            slope: 0.075,
            new BandThresholds(yellowFrom: 400_000_000, greenFrom: 700_000_000)
        )
        {
            LeftOut = [new LeftOutFactor("flat", "flat")],
        };

    private static FormulaFactor Part(FactorCatalog catalog, string key, FactorBins bins, PointsTable table) =>
        new(catalog.IndexOf(key), key, bins, table);
}
