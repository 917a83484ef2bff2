using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HealthScore.Core.Factors;

/// <summary>
/// The bins of one factor, and the one place where a value becomes a bin. Bin k holds edge[k-1] &lt;= x &lt; edge[k].
/// Entries of a table stand in the order: bins, missing, and for ordinal and categorical factors other
/// (a level that training never saw).
/// </summary>
public sealed class FactorBins
{
    /// <summary>Bins, missing and other together: one 512-bit register of 32-bit points.</summary>
    public const int MaxEntries = 16;

    /// <summary>The group of a level that training never saw.</summary>
    public const int NoGroup = -1;

    private readonly double[] edges;

    /// <summary>The edges, then NaN up to whole vectors: no number is at or above NaN.</summary>
    private readonly double[] paddedEdges;
    private readonly byte[] groupOfLevel;

    private FactorBins(FactorKind kind, double[] edges, byte[] groupOfLevel, int binCount)
    {
        Kind = kind;
        this.edges = edges;
        var vectors = (edges.Length + Vector256<double>.Count - 1) / Vector256<double>.Count;
        paddedEdges = Enumerable.Repeat(double.NaN, vectors * Vector256<double>.Count).ToArray();
        edges.CopyTo(paddedEdges, 0);
        this.groupOfLevel = groupOfLevel;
        BinCount = binCount;
    }

    public FactorKind Kind { get; }

    /// <summary>Bins for values that were measured and seen; missing and other come after them.</summary>
    public int BinCount { get; }

    public int MissingBin => BinCount;

    /// <summary>The entry of a level never seen; numeric factors have none.</summary>
    public int OtherBin => Kind == FactorKind.Numeric ? -1 : BinCount + 1;

    public int EntryCount => Kind == FactorKind.Numeric ? BinCount + 1 : BinCount + 2;

    public ReadOnlySpan<double> Edges => edges;

    /// <summary>The entry of each level, by the level's index in the catalog: its group, or other.</summary>
    public ReadOnlySpan<byte> GroupOfLevel => groupOfLevel;

    /// <param name="edges">Strictly increasing finite numbers; none makes one bin.</param>
    /// <exception cref="ArgumentException">Edges do not increase, are not finite, or are more than 14.</exception>
    public static FactorBins Numeric(IEnumerable<double> edges)
    {
        double[] cuts = [.. edges];
        for (var k = 0; k < cuts.Length; k++)
        {
            if (!double.IsFinite(cuts[k]) || (k > 0 && cuts[k] <= cuts[k - 1]))
            {
                throw new ArgumentException("edges must be finite and strictly increasing", nameof(edges));
            }
        }

        if (cuts.Length + 2 > MaxEntries)
        {
            throw new ArgumentException($"{cuts.Length} edges; at most {MaxEntries - 2}", nameof(edges));
        }

        return new FactorBins(FactorKind.Numeric, cuts, [], cuts.Length + 1);
    }

    /// <param name="kind">Ordinal (groups are contiguous and in the order of the levels) or categorical.</param>
    /// <param name="groupOfLevel">
    /// For each level of the catalog its group, or <see cref="NoGroup"/> for one that training never saw: it is other.
    /// </param>
    /// <exception cref="ArgumentException">A group is empty, out of order, or one of more than 14.</exception>
    public static FactorBins Grouped(FactorKind kind, ImmutableArray<int> groupOfLevel)
    {
        if (kind == FactorKind.Numeric)
        {
            throw new ArgumentException("numeric factors have edges", nameof(kind));
        }

        int[] grouped = [.. groupOfLevel.Where(g => g != NoGroup)];
        var groups = grouped.Length == 0 ? 0 : grouped.Max() + 1;
        if (groups + 2 > MaxEntries || Array.Exists(grouped, g => g < 0) || grouped.Distinct().Count() != groups)
        {
            throw new ArgumentException($"groups must be 0..{MaxEntries - 3}, none empty", nameof(groupOfLevel));
        }

        if (kind == FactorKind.Ordinal && !grouped.SequenceEqual(grouped.Order()))
        {
            throw new ArgumentException("groups of an ordinal factor must be in the order of its levels");
        }

        return new FactorBins(kind, [], [.. groupOfLevel.Select(g => (byte)(g == NoGroup ? groups + 1 : g))], groups);
    }

    /// <summary>The entry a value falls in. NaN is missing; a level index outside the catalog is other.</summary>
    /// <param name="value">A number, or the index of a level.</param>
    public int BinOf(double value)
    {
        if (double.IsNaN(value))
        {
            return BinCount;
        }

        return Kind == FactorKind.Numeric ? NumericBin(value) : LevelBin(value);
    }

    /// <summary><see cref="BinOf"/> of every value of a column.</summary>
    /// <param name="values">Numbers or indexes of levels.</param>
    /// <param name="entries">As long as <paramref name="values"/>.</param>
    public void BinsOf(ReadOnlySpan<double> values, Span<byte> entries)
    {
        var done = Kind == FactorKind.Numeric && Vector256.IsHardwareAccelerated ? NumericBins(values, entries) : 0;
        for (var i = done; i < values.Length; i++)
        {
            entries[i] = (byte)BinOf(values[i]);
        }
    }

    /// <summary>
    /// By entry of <paramref name="finer"/> the entry of these bins it lies in; null where these
    /// are not unions of them.
    /// </summary>
    public int[]? UnionsOf(FactorBins finer)
    {
        if (Kind != finer.Kind || groupOfLevel.Length != finer.groupOfLevel.Length)
        {
            return null;
        }

        var unions = new int[finer.EntryCount];
        unions[finer.MissingBin] = MissingBin;
        return Kind == FactorKind.Numeric ? NumericUnions(finer, unions) : LevelUnions(finer, unions);
    }

    private int[]? NumericUnions(FactorBins finer, int[] unions)
    {
        for (var bin = 0; bin < finer.BinCount; bin++)
        {
            unions[bin] = bin == 0 ? 0 : NumericBin(finer.edges[bin - 1]);
        }

        return Array.TrueForAll(edges, edge => Array.IndexOf(finer.edges, edge) >= 0) ? unions : null;
    }

    private int[]? LevelUnions(FactorBins finer, int[] unions)
    {
        Array.Fill(unions, -1, 0, finer.BinCount);
        unions[finer.OtherBin] = OtherBin;
        for (var level = 0; level < groupOfLevel.Length; level++)
        {
            ref var union = ref unions[finer.groupOfLevel[level]];
            if (union >= 0 && union != groupOfLevel[level])
            {
                return null;
            }

            union = groupOfLevel[level];
        }

        return unions;
    }

    /// <summary>The number of edges at or below the value.</summary>
    private int NumericBin(double value)
    {
        var bin = 0;
        if (!Vector256.IsHardwareAccelerated)
        {
            foreach (var edge in edges)
            {
                bin += value >= edge ? 1 : 0;
            }

            return bin;
        }

        var copies = Vector256.Create(value);
        ref var first = ref MemoryMarshal.GetArrayDataReference(paddedEdges);
        for (var k = 0; k < paddedEdges.Length; k += Vector256<double>.Count)
        {
            var reached = Vector256.GreaterThanOrEqual(copies, Vector256.LoadUnsafe(ref first, (nuint)k));
            bin += BitOperations.PopCount(reached.ExtractMostSignificantBits());
        }

        return bin;
    }

    /// <summary>Sixteen rows at a time; the same comparisons as <see cref="NumericBin"/>.</summary>
    /// <returns>Rows done, a multiple of 16.</returns>
    private int NumericBins(ReadOnlySpan<double> values, Span<byte> entries)
    {
        var rows = values.Length / 16 * 16;
        for (var i = 0; i < rows; i += 16)
        {
            var low = NumericBins(Vector512.Create(values.Slice(i, 8)));
            var high = NumericBins(Vector512.Create(values.Slice(i + 8, 8)));
            var words = Vector512.Narrow(low, high);
            var halves = Vector256.Narrow(words.GetLower(), words.GetUpper());
            Vector128.Narrow(halves.GetLower(), halves.GetUpper()).AsByte().CopyTo(entries[i..]);
        }

        return rows;
    }

    private Vector512<long> NumericBins(Vector512<double> values)
    {
        var bins = Vector512<long>.Zero;
        foreach (var edge in edges)
        {
            bins -= Vector512.GreaterThanOrEqual(values, Vector512.Create(edge)).AsInt64();
        }

        var measured = Vector512.Equals(values, values).AsInt64();
        return Vector512.ConditionalSelect(measured, bins, Vector512.Create((long)BinCount));
    }

    private int LevelBin(double value) =>
        value >= 0 && value < groupOfLevel.Length ? groupOfLevel[(int)value] : BinCount + 1;
}
