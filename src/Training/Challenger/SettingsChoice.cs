using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Core.Trees;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Challenger;

/// <summary>Chooses settings and the number of trees on one hold-out inside the training rows.</summary>
internal static class SettingsChoice
{
    /// <summary>Each is grown to this many trees at most; the hold-out says where to stop.</summary>
    public static readonly ImmutableArray<TreeSettings> Grid =
    [
        new(Leaves: 2, LearningRate: 0.20, MinimumRows: 10, Trees: 200),
        new(Leaves: 4, LearningRate: 0.10, MinimumRows: 10, Trees: 200),
        new(Leaves: 8, LearningRate: 0.10, MinimumRows: 10, Trees: 300),
        new(Leaves: 16, LearningRate: 0.10, MinimumRows: 10, Trees: 200),
        new(Leaves: 31, LearningRate: 0.10, MinimumRows: 20, Trees: 100),
    ];

    /// <summary>Where the rows are too few to hold any out.</summary>
    public static readonly TreeSettings Cautious = new(Leaves: 4, LearningRate: 0.10, MinimumRows: 10, Trees: 50);

    /// <summary>Settings with the lowest log-loss on the hold-out, at the number of trees that reached it.</summary>
    public static TreeSettings Choose(TrainingTable table, CanonicalOrder order, ulong seed)
    {
        if (HoldOut.Of(table, order) is not { } split)
        {
            return Cautious;
        }

        var slots = TreeSlots.Of(table, split.Train);
        var best = (Loss: double.PositiveInfinity, Settings: Cautious);
        foreach (var settings in Grid)
        {
            var trees = FastTreeFit.Grow(table, split.Train, slots, settings, seed).Trees;
            var losses = LossAfterEachTree(table, split.Rows, trees, SigmoidSlope(settings));
            var count = Array.IndexOf(losses, losses.Min()) + 1;
            if (losses[count - 1] < best.Loss)
            {
                best = (losses[count - 1], settings with { Trees = count });
            }
        }

        return best.Settings;
    }

    /// <summary>FastTree boosts for probability = sigmoid(2 x learning rate x score).</summary>
    public static double SigmoidSlope(TreeSettings settings) => 2 * settings.LearningRate;

    private static double[] LossAfterEachTree(TrainingTable table, int[] rows, TreeEnsemble trees, double slope)
    {
        var losses = new double[trees.Trees.Length];
        var values = new double[table.Catalog.Count];
        foreach (var row in rows)
        {
            RowValues.Copy(table, row, values);
            var sign = table.Outcomes[row] == Outcome.Churned ? slope : -slope;
            var score = 0.0;
            for (var t = 0; t < losses.Length; t++)
            {
                score += trees.LeafValue(t, values);
                losses[t] -= Logistic.Log(Logistic.Sigmoid(sign * score));
            }
        }

        return losses;
    }
}
