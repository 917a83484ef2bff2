using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>
/// Trees laid out for one pass: the questions of a tree (<em>atoms</em>: does a slot lie in an interval?) are answered
/// into the bits of a word, and leaves that hang together are looked up together by the bits that concern them.
/// </summary>
/// <remarks>
/// A group of several leaves has the splits of its nodes as atoms, of which only the tightest on each slot count; a leaf
/// on its own has its conditions. All groups of a tree stand together and in the order of the trees; a tree with more
/// than 64 atoms takes several words.
/// </remarks>
internal sealed class LeafGroups
{
    /// <summary>A leaf with more conditions is computed row by row instead of being looked up.</summary>
    public const int MostTabled = 10;

    /// <summary>Most atoms of a group of several leaves: fewer groups are fewer look-ups, in larger tables.</summary>
    private const int MostShared = 8;

    private const int WordBits = 64;

    private readonly TreeSlot[] slots;
    private readonly SlotInterval[] atoms;
    private readonly AtomBlock[] blocks;

    private LeafGroups(TreeSlot[] slots, SlotInterval[] atoms, AtomBlock[] blocks, ImmutableArray<LeafGroup> groups)
    {
        (this.slots, this.atoms, this.blocks, Groups) = (slots, atoms, blocks, groups);
        LeafCount = groups.Sum(group => group.Leaves.Length);
    }

    public int SlotCount => slots.Length;

    public int LeafCount { get; }

    public ReadOnlySpan<AtomBlock> Blocks => blocks;

    public ImmutableArray<LeafGroup> Groups { get; }

    /// <param name="trees">The trees.</param>
    /// <param name="mostTabled">Leaves with more conditions stand alone and are not tabled, 0 to <see
    /// cref="MostTabled"/>.</param>
    public static LeafGroups Of(TreeEnsemble trees, int mostTabled)
    {
        List<SlotInterval> atoms = [];
        List<AtomBlock> blocks = [];
        List<LeafGroup> groups = [];
        var firstLeaf = 0;
        foreach (var tree in trees.Trees)
        {
            var paths = LeafPath.Of(tree);
            List<DraftGroup> drafts = [];
            Divide(tree, paths, tree.NodeCount == 0 ? ~0 : 0, mostTabled, drafts);
            LayOut(drafts, paths, firstLeaf, mostTabled, atoms, blocks, groups);
            firstLeaf += paths.Length;
        }

        return new LeafGroups([.. trees.Slots], [.. atoms], [.. blocks], [.. groups]);
    }

    /// <summary>The slots of a row.</summary>
    public void Encode(ReadOnlySpan<double> values, Span<float> encoded)
    {
        for (var s = 0; s < slots.Length; s++)
        {
            encoded[s] = slots[s].Of(values[slots[s].Factor]);
        }
    }

    /// <summary>Bit k says whether the block's atom k holds.</summary>
    public ulong Word(in AtomBlock block, ReadOnlySpan<float> encoded)
    {
        var word = 0UL;
        var asked = atoms.AsSpan(block.FirstAtom, block.AtomCount);
        for (var k = 0; k < asked.Length; k++)
        {
            ref readonly var atom = ref asked[k];
            var value = encoded[atom.Slot];
            var holds = (value <= atom.AtMost) & !(value <= atom.Above);
            word |= (holds ? 1UL : 0UL) << k;
        }

        return word;
    }

    /// <summary>The largest subtrees whose atoms are few enough, and what remains leaf by leaf.</summary>
    private static void Divide(
        RegressionTree tree,
        ImmutableArray<LeafPath> paths,
        int child,
        int mostTabled,
        List<DraftGroup> drafts
    )
    {
        if (child < 0)
        {
            drafts.Add(new DraftGroup([~child], paths[~child].Conditions));
            return;
        }

        var leaves = LeavesBelow(tree, child);
        ImmutableArray<SlotInterval> splits = [.. leaves.SelectMany(leaf => Splits(paths[leaf])).Distinct()];
        if (
            splits.Length <= Math.Min(MostShared, mostTabled)
            && leaves.All(leaf => paths[leaf].Conditions.Length <= mostTabled)
        )
        {
            drafts.Add(new DraftGroup(leaves, splits));
            return;
        }

        Divide(tree, paths, tree.Left[child], mostTabled, drafts);
        Divide(tree, paths, tree.Right[child], mostTabled, drafts);
    }

    private static ImmutableArray<int> LeavesBelow(RegressionTree tree, int child)
    {
        var leaves = ImmutableArray.CreateBuilder<int>();
        var open = new Stack<int>([child]);
        while (open.TryPop(out var at))
        {
            if (at < 0)
            {
                leaves.Add(~at);
                continue;
            }

            open.Push(tree.Right[at]);
            open.Push(tree.Left[at]);
        }

        return leaves.ToImmutable();
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

    /// <summary>Gives the groups of a tree their words: as many as fit share one.</summary>
    private static void LayOut(
        List<DraftGroup> drafts,
        ImmutableArray<LeafPath> paths,
        int firstLeaf,
        int mostTabled,
        List<SlotInterval> atoms,
        List<AtomBlock> blocks,
        List<LeafGroup> groups
    )
    {
        List<DraftGroup> together = [];
        List<SlotInterval> word = [];
        foreach (var draft in drafts)
        {
            SlotInterval[] more = [.. draft.Atoms.Except(word)];
            if (word.Count + more.Length > WordBits)
            {
                Close();
                more = [.. draft.Atoms];
            }

            together.Add(draft);
            word.AddRange(more);
        }

        Close();

        void Close()
        {
            blocks.Add(new AtomBlock(atoms.Count, word.Count, groups.Count, together.Count));
            groups.AddRange(together.Select(draft => draft.In(word, paths, firstLeaf, mostTabled)));
            atoms.AddRange(word);
            together.Clear();
            word.Clear();
        }
    }

    /// <param name="Leaves">Their indexes in the tree.</param>
    /// <param name="Atoms">What has to be known of a row.</param>
    private sealed record DraftGroup(ImmutableArray<int> Leaves, ImmutableArray<SlotInterval> Atoms)
    {
        public LeafGroup In(List<SlotInterval> word, ImmutableArray<LeafPath> paths, int firstLeaf, int mostTabled)
        {
            int[] bits = [.. Atoms.Select(atom => word.IndexOf(atom)).Order()];
            SlotInterval[] ordered = [.. bits.Select(bit => word[bit])];
            return new LeafGroup(
                bits.Aggregate(0UL, (mask, bit) => mask | (1UL << bit)),
                ordered.Length,
                ordered.Length <= mostTabled,
                [.. Leaves.Select(leaf => GroupedLeaf.Of(firstLeaf + leaf, paths[leaf], ordered))]
            );
        }
    }
}

/// <summary>Atoms that share a word, and the groups that read it.</summary>
internal readonly record struct AtomBlock(int FirstAtom, int AtomCount, int FirstGroup, int GroupCount);

/// <summary>Leaves that are looked up together.</summary>
/// <param name="Atoms">The bits of the word that concern them.</param>
/// <param name="AtomCount">How many those are.</param>
/// <param name="IsTabled">Whether every combination of the bits is computed ahead.</param>
/// <param name="Leaves">One or more; one where it is not tabled.</param>
internal sealed record LeafGroup(ulong Atoms, int AtomCount, bool IsTabled, ImmutableArray<GroupedLeaf> Leaves);
