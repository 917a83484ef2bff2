using System.Collections.Immutable;

namespace HealthScore.Core.Trees;

/// <summary>
/// One tree. Node k sends a row whose slot is at most the threshold (compared as floats) to its left child, else right;
/// a negative child is leaf <c>~child</c>. The first node is the root; a tree without nodes is its one leaf.
/// </summary>
public sealed record RegressionTree
{
    /// <exception cref="ArgumentException">The arrays do not describe one tree with finite numbers.</exception>
    public RegressionTree(
        ImmutableArray<int> slots,
        ImmutableArray<float> thresholds,
        ImmutableArray<int> left,
        ImmutableArray<int> right,
        ImmutableArray<double> leaves
    )
    {
        if (thresholds.Length != slots.Length || left.Length != slots.Length || right.Length != slots.Length)
        {
            throw new ArgumentException("slots, thresholds, left and right differ in length");
        }

        if (leaves.Length != slots.Length + 1)
        {
            throw new ArgumentException($"{slots.Length} nodes and {leaves.Length} leaves; leaves must be one more");
        }

        if (!thresholds.All(float.IsFinite) || !leaves.All(double.IsFinite))
        {
            throw new ArgumentException("a threshold or a leaf is not a finite number");
        }

        (Slots, Thresholds, Left, Right, Leaves) = (slots, thresholds, left, right, leaves);
        RefuseUnlessEachIsReachedOnce();
    }

    public ImmutableArray<int> Slots { get; }

    public ImmutableArray<float> Thresholds { get; }

    public ImmutableArray<int> Left { get; }

    public ImmutableArray<int> Right { get; }

    public ImmutableArray<double> Leaves { get; }

    public int NodeCount => Slots.Length;

    /// <remarks>n nodes and n + 1 leaves are 2n + 1 = the root and both children of n nodes: no double visit
    /// means a tree.</remarks>
    private void RefuseUnlessEachIsReachedOnce()
    {
        if (NodeCount == 0)
        {
            return;
        }

        var nodes = new bool[NodeCount];
        var leaves = new bool[Leaves.Length];
        var open = new Stack<int>([0]);
        while (open.TryPop(out var child))
        {
            var (seen, index) = child < 0 ? (leaves, ~child) : (nodes, child);
            if (index >= seen.Length || seen[index])
            {
                throw new ArgumentException($"child {child} does not exist or is reached twice");
            }

            seen[index] = true;
            if (child >= 0)
            {
                open.Push(Left[child]);
                open.Push(Right[child]);
            }
        }
        // Each visit of a node adds two children, none twice: n nodes reached means n + 1 leaves reached.
        if (nodes.Contains(false))
        {
            throw new ArgumentException("a node is not reached from the root");
        }
    }
}
