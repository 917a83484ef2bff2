using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>Divides trees into groups of leaves, and gives groups their words.</summary>
/// <param name="mostTabled">Leaves with more conditions stand alone and are not tabled.</param>
internal sealed class WordLayout(int mostTabled)
{
    /// <summary>Most atoms of a group of several leaves: fewer groups are fewer look-ups, in larger tables.</summary>
    private const int MostShared = 8;

    private const int WordBits = 64;

    private int leaves;

    public List<SlotInterval> Atoms { get; } = [];

    public List<AtomBlock> Blocks { get; } = [];

    public List<LeafGroup> Groups { get; } = [];

    /// <summary>As many groups as fit share a word; the next tree begins a new one.</summary>
    public void Add(RegressionTree tree)
    {
        var paths = LeafPath.Of(tree);
        List<DraftGroup> together = [];
        List<SlotInterval> word = [];
        foreach (var draft in Divide(tree, paths))
        {
            SlotInterval[] more = [.. draft.Atoms.Except(word)];
            if (word.Count + more.Length > WordBits)
            {
                Close(together, word, paths);
                more = [.. draft.Atoms];
            }

            together.Add(draft);
            word.AddRange(more);
        }

        Close(together, word, paths);
        leaves += paths.Length;
    }

    private void Close(List<DraftGroup> together, List<SlotInterval> word, ImmutableArray<LeafPath> paths)
    {
        Blocks.Add(new AtomBlock(Atoms.Count, word.Count, Groups.Count, together.Count));
        Groups.AddRange(together.Select(draft => Placed(draft, word, paths)));
        Atoms.AddRange(word);
        together.Clear();
        word.Clear();
    }

    private LeafGroup Placed(DraftGroup draft, List<SlotInterval> word, ImmutableArray<LeafPath> paths)
    {
        int[] bits = [.. draft.Atoms.Select(atom => word.IndexOf(atom)).Order()];
        SlotInterval[] ordered = [.. bits.Select(bit => word[bit])];
        return new LeafGroup(
            bits.Aggregate(0UL, (mask, bit) => mask | (1UL << bit)),
            ordered.Length,
            ordered.Length <= mostTabled,
            [.. draft.Leaves.Select(leaf => GroupedLeaf.Of(leaves + leaf, paths[leaf], ordered))]
        );
    }

    /// <summary>The largest subtrees whose atoms are few enough, and what remains leaf by leaf.</summary>
    private List<DraftGroup> Divide(RegressionTree tree, ImmutableArray<LeafPath> paths)
    {
        List<DraftGroup> drafts = [];
        var open = new Stack<int>([tree.NodeCount == 0 ? ~0 : 0]);
        while (open.TryPop(out var child))
        {
            if (child < 0)
            {
                drafts.Add(new DraftGroup([~child], paths[~child].Conditions));
                continue;
            }

            var below = LeavesBelow(tree, child);
            ImmutableArray<SlotInterval> splits = [.. below.SelectMany(leaf => Splits(paths[leaf])).Distinct()];
            if (
                splits.Length <= Math.Min(MostShared, mostTabled)
                && below.All(leaf => paths[leaf].Conditions.Length <= mostTabled)
            )
            {
                drafts.Add(new DraftGroup(below, splits));
                continue;
            }

            open.Push(tree.Right[child]);
            open.Push(tree.Left[child]);
        }

        return drafts;
    }

    private static ImmutableArray<int> LeavesBelow(RegressionTree tree, int child)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        var open = new Stack<int>([child]);
        while (open.TryPop(out var at))
        {
            if (at < 0)
            {
                found.Add(~at);
                continue;
            }

            open.Push(tree.Right[at]);
            open.Push(tree.Left[at]);
        }

        return found.ToImmutable();
    }

    private static IEnumerable<SlotInterval> Splits(LeafPath path)
    {
        foreach (var condition in path.Conditions)
        {
            if (condition.HasAtMost)
            {
                yield return SlotInterval.Left(condition.Slot, condition.AtMost);
            }

            if (condition.HasAbove)
            {
                yield return SlotInterval.Left(condition.Slot, condition.Above);
            }
        }
    }

    /// <param name="Leaves">Their indexes in the tree.</param>
    /// <param name="Atoms">What has to be known of a row.</param>
    private sealed record DraftGroup(ImmutableArray<int> Leaves, ImmutableArray<SlotInterval> Atoms);
}
