using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;

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

    /// <summary>Logins 1 and paid; logins 9 and free.</summary>
    public static readonly double[][] Background =
    [
        [1, 0, 1],
        [9, 1, 0],
    ];

    public static ChallengerModel Model { get; } = Of([First, Second, Leaf], slope: 0.125, intercept: -10);

    public static ChallengerModel Of(ImmutableArray<RegressionTree> trees, double slope, double intercept)
    {
        var ensemble = new TreeEnsemble(Slots, trees);
        return new ChallengerModel(
            ensemble,
            new TreeSettings(
                trees.Max(tree => Math.Max(2, tree.Leaves.Length)),
                LearningRate: 0.1,
                MinimumRows: 10,
                trees.Length
            ),
            slope,
            intercept,
            Counted(ensemble, Background)
        );
    }

    public static TreeBackground Counted(TreeEnsemble trees, double[][] rows) =>
        TreeBackground.Of(trees, rows.Length, rows[0].Length, (row, values) => rows[row].CopyTo(values));
}
