using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests;

/// <summary>A small model with one pair, whose every number can be worked by hand.</summary>
/// <remarks>
/// calls (weight .4): under 4 40 points, 4 or more none. minutes (weight .35): under 160 35 points, to 220 20, above
/// none.
/// calls x minutes (weight .25), minutes cut at 160 alone:
/// <code>
///                under 160   160 or more   not measured
/// under 4             12.5          15.5             12
/// 4 or more              0            25             12
/// not measured          10            11             12
/// </code>
/// with mean 12: many calls are bad where few minutes are used. Log-odds of churn = 1 - 0.06 x health.
/// </remarks>
internal static class PairModel
{
    public static readonly ImmutableArray<Factor> Factors =
    [
        new("calls", "Service calls", "service", FactorKind.Numeric, FactorDirection.LowerIsBetter),
        new("minutes", "Day minutes", "usage", FactorKind.Numeric, FactorDirection.Learn) { Unit = "minutes" },
    ];

    public static FormulaFactor Pair { get; } =
        FormulaFactor.OfPair(
            new FactorPart(0, "calls", FactorBins.Numeric([4])),
            new FactorPart(1, "minutes", FactorBins.Numeric([160])),
            PointsTable.OfCells(
                [
                    .. (int[])[125_000_000, 155_000_000, 120_000_000],
                    .. (int[])[0, 250_000_000, 120_000_000],
                    .. (int[])[100_000_000, 110_000_000, 120_000_000],
                ],
                mean: 120_000_000
            )
        );

    public static HealthFormula Formula { get; } =
        new(
            [
                new(
                    0,
                    "calls",
                    FactorBins.Numeric([4]),
                    new PointsTable([400_000_000, 0], 300_000_000, MissingLearned: false, 0, 300_000_000)
                ),
                new(
                    1,
                    "minutes",
                    FactorBins.Numeric([160, 220]),
                    new PointsTable([350_000_000, 200_000_000, 0], 180_000_000, MissingLearned: true, 0, 210_000_000)
                ),
                Pair,
            ],
            intercept: 1,
            slope: 0.06,
            new BandThresholds(yellowFrom: 300_000_000, greenFrom: 600_000_000)
        );

    public static HealthModel Model { get; } =
        SampleModel.Model with
        {
            Catalog = new FactorCatalog(Factors),
            Formulas = [Formula],
            FormulaHashes = [FormulaJson.HashOf(Formula, new FactorCatalog(Factors))],
            Input = new ModelInput
            {
                FactorColumns = ["calls", "minutes"],
                OutcomeColumn = "left",
                ChurnedValue = "1",
            },
        };
}
