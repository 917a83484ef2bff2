using System.Numerics;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Trees.Shapley;

/// <summary>
/// Shapley values by their definition: every coalition of slots, every background row, trees walked node by node. Slots
/// of
/// one factor are summed.
/// </summary>
internal static class BruteForce
{
    /// <summary>Slots outside the coalition are those of background rows, all slots of one row at a time.</summary>
    public static double[] Interventional(ChallengerModel model, double[][] background, double[] values)
    {
        var row = Encode(model, values);
        float[][] others = [.. background.Select(other => Encode(model, other))];
        return Contributions(
            model,
            values.Length,
            coalition => others.Average(other => model.Trees.Trees.Sum(tree => Walk(tree, coalition, row, other)))
        );
    }

    /// <summary>A node whose slot is outside the coalition sends on both ways, as the background rows spread.</summary>
    public static double[] PathDependent(ChallengerModel model, double[][] background, double[] values)
    {
        var row = Encode(model, values);
        float[][] others = [.. background.Select(other => Encode(model, other))];
        return Contributions(
            model,
            values.Length,
            coalition =>
                model.Trees.Trees.Sum(tree => Spread(tree, tree.NodeCount == 0 ? ~0 : 0, coalition, row, others))
        );
    }

    public static double Mean(ChallengerModel model, double[][] background) =>
        background.Average(row => model.LogOdds(row));

    private static double[] Contributions(ChallengerModel model, int factors, Func<int, double> score)
    {
        var players = model.Trees.Slots.Length;
        double[] scores = [.. Enumerable.Range(0, 1 << players).Select(score)];
        var contributions = new double[factors];
        for (var player = 0; player < players; player++)
        {
            for (var coalition = 0; coalition < scores.Length; coalition++)
            {
                if (!IsIn(coalition, player))
                {
                    var size = BitOperations.PopCount((uint)coalition);
                    var weight = Factorial(size) * Factorial(players - size - 1) / Factorial(players);
                    var gain = scores[coalition | (1 << player)] - scores[coalition];
                    contributions[model.Trees.Slots[player].Factor] += model.Slope * weight * gain;
                }
            }
        }

        return contributions;
    }

    private static double Walk(RegressionTree tree, int coalition, float[] row, float[] other)
    {
        var child = tree.NodeCount == 0 ? ~0 : 0;
        while (child >= 0)
        {
            var slot = tree.Slots[child];
            var value = IsIn(coalition, slot) ? row[slot] : other[slot];
            child = value <= tree.Thresholds[child] ? tree.Left[child] : tree.Right[child];
        }

        return tree.Leaves[~child];
    }

    /// <param name="tree">The tree.</param>
    /// <param name="child">A node, or ~ a leaf.</param>
    /// <param name="coalition">Slots that are known.</param>
    /// <param name="row">The row explained.</param>
    /// <param name="here">The background rows that reach the child.</param>
    private static double Spread(RegressionTree tree, int child, int coalition, float[] row, float[][] here)
    {
        if (child < 0)
        {
            return tree.Leaves[~child];
        }

        var (slot, threshold) = (tree.Slots[child], tree.Thresholds[child]);
        float[][] left = [.. here.Where(other => other[slot] <= threshold)];
        float[][] right = [.. here.Where(other => !(other[slot] <= threshold))];
        if (IsIn(coalition, slot))
        {
            return row[slot] <= threshold
                ? Spread(tree, tree.Left[child], coalition, row, left)
                : Spread(tree, tree.Right[child], coalition, row, right);
        }

        var share = here.Length == 0 ? 0.5 : (double)left.Length / here.Length;
        return (share * Spread(tree, tree.Left[child], coalition, row, left))
            + ((1 - share) * Spread(tree, tree.Right[child], coalition, row, right));
    }

    private static float[] Encode(ChallengerModel model, double[] values) =>
        [.. model.Trees.Slots.Select(slot => slot.Of(values[slot.Factor]))];

    private static bool IsIn(int coalition, int slot) => ((coalition >> slot) & 1) != 0;

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
}
