using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Trees;

/// <summary>A challenger small enough to be followed by hand.</summary>
internal static class SmallTrees
{
    public static readonly FactorCatalog Catalog = new([
        new Factor("logins", "Logins", "usage", FactorKind.Numeric, FactorDirection.Learn),
        new Factor("effort", "Effort", "support", FactorKind.Ordinal, FactorDirection.Learn)
        {
            Levels = ["low", "high"],
        },
        new Factor("plan", "Plan", "commercial", FactorKind.Categorical, FactorDirection.Learn)
        {
            Levels = ["free", "\"paid\""],
        },
    ]);

    public static readonly ImmutableArray<TreeSlot> Slots =
    [
        new(0, TreeSlotKind.Number, Level: 0, Fill: 3f),
        new(0, TreeSlotKind.Missing, Level: 0, Fill: 0f),
        new(1, TreeSlotKind.Rank, Level: 2, Fill: 0.25f),
        new(2, TreeSlotKind.Level, Level: 1, Fill: 0f),
    ];

    /// <summary>logins at most 2.5: 1; else, paid: 2; else 4.</summary>
    public static readonly RegressionTree First = new([0, 3], [2.5f, 0.5f], [~0, ~1], [1, ~2], [1, 4, 2]);

    /// <summary>logins missing: 8; else, effort at most 0.5: 16; else 32.</summary>
    public static readonly RegressionTree Second = new([1, 2], [0.5f, 0.5f], [1, ~1], [~0, ~2], [8, 16, 32]);

    public static readonly RegressionTree Leaf = new([], [], [], [], [64.5]);

    public static ChallengerModel Model { get; } =
        new(
            new TreeEnsemble(Slots, [First, Second, Leaf]),
            new TreeSettings(Leaves: 3, LearningRate: 0.1, MinimumRows: 10, Trees: 3),
            slope: 0.125,
            intercept: -10
        );
}
