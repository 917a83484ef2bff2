using System.Collections.Immutable;

namespace HealthScore.Core.Trees;

/// <summary>Trees over slots, laid out in flat arrays; immutable, so that any number of threads may score with
/// it.</summary>
/// <remarks>
/// Reproduces the score of ML.NET's FastTree to the bit: slots and thresholds are compared as floats, leaf values are
/// summed as doubles in the order of the trees, and the sum is rounded to a float.
/// </remarks>
public sealed class TreeEnsemble
{
    private readonly TreeSlot[] slots;
    private readonly int[] roots;
    private readonly Node[] nodes;
    private readonly double[] leaves;

    /// <param name="slots">What the trees may split on.</param>
    /// <param name="trees">None gives every row a score of 0.</param>
    /// <exception cref="ArgumentException">A tree names a slot that is not there.</exception>
    public TreeEnsemble(ImmutableArray<TreeSlot> slots, ImmutableArray<RegressionTree> trees)
    {
        if (trees.Any(tree => tree.Slots.Any(slot => slot < 0 || slot >= slots.Length)))
        {
            throw new ArgumentException($"a tree splits on a slot outside 0..{slots.Length - 1}", nameof(trees));
        }

        Slots = slots;
        Trees = trees;
        this.slots = [.. slots];
        roots = new int[trees.Length];
        nodes = new Node[trees.Sum(tree => tree.NodeCount)];
        leaves = [.. trees.SelectMany(tree => tree.Leaves)];
        var (node, leaf) = (0, 0);
        for (var t = 0; t < trees.Length; t++)
        {
            roots[t] = trees[t].NodeCount == 0 ? ~leaf : node;
            LayOut(trees[t], node, leaf);
            node += trees[t].NodeCount;
            leaf += trees[t].Leaves.Length;
        }
    }

    public ImmutableArray<TreeSlot> Slots { get; }

    public ImmutableArray<RegressionTree> Trees { get; }

    /// <summary>Sum of the leaf values a row reaches, rounded to a float as ML.NET does. Allocates nothing.</summary>
    /// <param name="values">Factor values in catalog order: number or level index, NaN = missing, -1 = unknown
    /// level.</param>
    public float Score(ReadOnlySpan<double> values) => (float)Sum(values);

    /// <summary>The same sum before it is rounded. Allocates nothing.</summary>
    /// <param name="values">As for <see cref="Score"/>.</param>
    public double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var tree = 0; tree < roots.Length; tree++)
        {
            sum += LeafValue(tree, values);
        }

        return sum;
    }

    /// <summary>The value of the leaf that a row reaches in one tree. Allocates nothing.</summary>
    public double LeafValue(int tree, ReadOnlySpan<double> values)
    {
        var child = roots[tree];
        while (child >= 0)
        {
            ref readonly var node = ref nodes[child];
            ref readonly var slot = ref slots[node.Slot];
            child = slot.Of(values[slot.Factor]) <= node.Threshold ? node.Left : node.Right;
        }

        return leaves[~child];
    }

    private void LayOut(RegressionTree tree, int firstNode, int firstLeaf)
    {
        for (var k = 0; k < tree.NodeCount; k++)
        {
            nodes[firstNode + k] = new Node(
                tree.Slots[k],
                tree.Thresholds[k],
                Moved(tree.Left[k], firstNode, firstLeaf),
                Moved(tree.Right[k], firstNode, firstLeaf)
            );
        }
    }

    private static int Moved(int child, int firstNode, int firstLeaf) =>
        child < 0 ? ~(~child + firstLeaf) : child + firstNode;

    private readonly record struct Node(int Slot, float Threshold, int Left, int Right);
}
