using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>
/// Counts which patterns rows show: of each group of leaves while they pass, of each leaf at the end.
/// </summary>
internal sealed class PatternCounter
{
    /// <summary>Rows that pass together, so that the counts of a group stay at hand.</summary>
    private const int Together = 256;

    private readonly LeafGroups groups;
    private readonly double[][] rows;
    private readonly float[][] columns;
    private readonly ulong[] words = new ulong[Together];
    private readonly int[][] tabled;
    private readonly Dictionary<ulong, int>[] sparse;

    private int waiting;

    /// <param name="groups">The leaves to count for.</param>
    /// <param name="factors">How many factors a row has.</param>
    public PatternCounter(LeafGroups groups, int factors)
    {
        this.groups = groups;
        rows = [.. Enumerable.Range(0, Together).Select(_ => new double[factors])];
        columns = [.. Enumerable.Range(0, groups.SlotCount).Select(_ => new float[Together])];
        tabled = [.. groups.Groups.Select(group => new int[group.IsTabled ? 1 << group.AtomCount : 0])];
        sparse = [.. groups.Groups.Select(_ => new Dictionary<ulong, int>())];
    }

    /// <summary>Where the next row is to be written, before <see cref="Add"/>.</summary>
    public Span<double> Next => rows[waiting];

    /// <summary>Counts the row that was written.</summary>
    public void Add()
    {
        if (++waiting == Together)
        {
            Count();
        }
    }

    private void Count()
    {
        groups.Encode(rows.AsSpan(0, waiting), columns);
        var passing = words.AsSpan(0, waiting);
        foreach (ref readonly var block in groups.Blocks)
        {
            groups.Words(block, columns, passing);
            for (var g = block.FirstGroup; g < block.FirstGroup + block.GroupCount; g++)
            {
                Count(groups.Groups[g], passing, tabled[g], sparse[g]);
            }
        }

        waiting = 0;
    }

    private static void Count(LeafGroup group, Span<ulong> passing, int[] cells, Dictionary<ulong, int> others)
    {
        foreach (var word in passing)
        {
            var pattern = BitPattern.Extract(word, group.Atoms);
            if (group.IsTabled)
            {
                cells[pattern]++;
            }
            else
            {
                CollectionsMarshal.GetValueRefOrAddDefault(others, pattern, out _)++;
            }
        }
    }

    /// <summary>Counts by leaf, in ascending order of the patterns.</summary>
    public ImmutableArray<ImmutableArray<PatternCount>> ByLeaf()
    {
        Count();
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
