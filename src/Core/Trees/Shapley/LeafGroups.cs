using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>
/// Trees laid out for one pass: the questions of a tree (<em>atoms</em>: does a slot lie in an interval?) are answered
/// into the bits of a word, and leaves that hang together are looked up together by the bits that concern them.
/// </summary>
/// <remarks>
/// A group of several leaves has the splits of its nodes as atoms, of which only the tightest on each slot count; a
/// leaf
/// on its own has its conditions. All groups of a tree stand together and in the order of the trees; a tree with more
/// than 64 atoms takes several words.
/// </remarks>
internal sealed class LeafGroups
{
    /// <summary>A leaf with more conditions is computed row by row instead of being looked up.</summary>
    /// <remarks>Of 3,100 leaves grown on thirty factors one in forty had more than ten and none more than fourteen, and
    /// computing these took longer than all look-ups.</remarks>
    public const int MostTabled = 14;

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
        var words = new WordLayout(mostTabled);
        foreach (var tree in trees.Trees)
        {
            words.Add(tree);
        }

        return new LeafGroups([.. trees.Slots], [.. words.Atoms], [.. words.Blocks], [.. words.Groups]);
    }

    /// <summary>The slots of a row.</summary>
    public void Encode(ReadOnlySpan<double> values, Span<float> encoded)
    {
        for (var s = 0; s < slots.Length; s++)
        {
            encoded[s] = slots[s].Of(values[slots[s].Factor]);
        }
    }

    /// <summary>The slots of many rows, column by column.</summary>
    /// <param name="rows">Rows of factor values in catalog order.</param>
    /// <param name="columns">Receives for each slot as many numbers as there are rows.</param>
    public void Encode(ReadOnlySpan<double[]> rows, float[][] columns)
    {
        for (var s = 0; s < slots.Length; s++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                columns[s][row] = slots[s].Of(rows[row][slots[s].Factor]);
            }
        }
    }

    /// <summary>The words of many rows, atom by atom.</summary>
    public void Words(in AtomBlock block, float[][] columns, Span<ulong> words)
    {
        words.Clear();
        for (var k = 0; k < block.AtomCount; k++)
        {
            var atom = atoms[block.FirstAtom + k];
            var column = columns[atom.Slot].AsSpan(0, words.Length);
            for (var row = 0; row < column.Length; row++)
            {
                words[row] |= (atom.Holds(column[row]) ? 1UL : 0UL) << k;
            }
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
}

/// <summary>Atoms that share a word, and the groups that read it.</summary>
internal readonly record struct AtomBlock(int FirstAtom, int AtomCount, int FirstGroup, int GroupCount);

/// <summary>Leaves that are looked up together.</summary>
/// <param name="Atoms">The bits of the word that concern them.</param>
/// <param name="AtomCount">How many those are.</param>
/// <param name="IsTabled">Whether every combination of the bits is computed ahead.</param>
/// <param name="Leaves">One or more; one where it is not tabled.</param>
internal sealed record LeafGroup(ulong Atoms, int AtomCount, bool IsTabled, ImmutableArray<GroupedLeaf> Leaves);
