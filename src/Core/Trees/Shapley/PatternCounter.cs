using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>
/// Counts which patterns rows show: of each group of leaves while they pass, of each leaf at the end.
/// </summary>
internal sealed class PatternCounter
{
    private readonly LeafGroups groups;
    private readonly float[] slots;
    private readonly int[][] tabled;
    private readonly Dictionary<ulong, int>[] sparse;

    public PatternCounter(LeafGroups groups)
    {
        this.groups = groups;
        slots = new float[groups.SlotCount];
        tabled = [.. groups.Groups.Select(group => new int[group.IsTabled ? 1 << group.AtomCount : 0])];
        sparse = [.. groups.Groups.Select(_ => new Dictionary<ulong, int>())];
    }

    public void Add(ReadOnlySpan<double> values)
    {
        groups.Encode(values, slots);
        foreach (ref readonly var block in groups.Blocks)
        {
            var word = groups.Word(block, slots);
            for (var g = block.FirstGroup; g < block.FirstGroup + block.GroupCount; g++)
            {
                var pattern = BitPattern.Extract(word, groups.Groups[g].Atoms);
                if (groups.Groups[g].IsTabled)
                {
                    tabled[g][pattern]++;
                }
                else
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(sparse[g], pattern, out _)++;
                }
            }
        }
    }

    /// <summary>Counts by leaf, in ascending order of the patterns.</summary>
    public ImmutableArray<ImmutableArray<PatternCount>> ByLeaf()
    {
        var byLeaf = new ImmutableArray<PatternCount>[groups.LeafCount];
        for (var g = 0; g < groups.Groups.Length; g++)
        {
            foreach (var leaf in groups.Groups[g].Leaves)
            {
                var counts = new SortedDictionary<ulong, int>();
                foreach (var (pattern, count) in Seen(g))
                {
                    var met = leaf.Met(pattern);
                    counts[met] = counts.GetValueOrDefault(met) + count;
                }

                byLeaf[leaf.Leaf] = [.. counts.Select(pair => new PatternCount(pair.Key, pair.Value))];
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(byLeaf);
    }

    private IEnumerable<KeyValuePair<ulong, int>> Seen(int group) =>
        groups.Groups[group].IsTabled
            ? tabled[group]
                .Index()
                .Where(cell => cell.Item > 0)
                .Select(cell => KeyValuePair.Create((ulong)cell.Index, cell.Item))
            : sparse[group];
}
