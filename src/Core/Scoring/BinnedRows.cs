using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>
/// Health of many rows whose values are bins already, one byte a factor and row. A factor's entries are 16 whole numbers
/// at most, which is one wide register: sixteen rows take their points in one permutation. Sums of whole numbers are the
/// same in any order, so every path gives the same health, and the same as <see cref="HealthScorer"/>.
/// </summary>
public static class BinnedRows
{
    private const int TableSize = Factors.FactorBins.MaxEntries;
    private const int Lanes = 16;
    private const int Chunk = 4096;

    /// <summary>Fills <paramref name="health"/> with each row's health, in 10^-7 points.</summary>
    /// <param name="bins">Per factor of the formula, the entry of each row.</param>
    /// <param name="formula">The formula that all rows share.</param>
    /// <param name="health">One place a row.</param>
    /// <exception cref="ArgumentException">Columns are not one a factor, each as long as <paramref name="health"/>.</exception>
    public static void Score(byte[][] bins, HealthFormula formula, Span<int> health)
    {
        var rows = health.Length;
        if (bins.Length != formula.Factors.Length || Array.Exists(bins, column => column.Length != rows))
        {
            throw new ArgumentException($"expected {formula.Factors.Length} columns of {rows} rows", nameof(bins));
        }

        var tables = Tables(formula);
        var done = Avx512F.IsSupported ? ScoreBlocks(bins, tables, health) : 0;
        ScoreRows(bins, tables, health, done);
    }

    /// <summary>The entries of all factors, 16 places each; places past a factor's own entries stay 0.</summary>
    private static int[] Tables(HealthFormula formula)
    {
        var tables = new int[formula.Factors.Length * TableSize];
        for (var k = 0; k < formula.Factors.Length; k++)
        {
            var factor = formula.Factors[k];
            for (var entry = 0; entry < factor.Bins.EntryCount; entry++)
            {
                tables[(k * TableSize) + entry] = factor.PointsOf(entry);
            }
        }

        return tables;
    }

    /// <summary>Four columns at a time over a chunk whose health stays in the nearest cache.</summary>
    private static int ScoreBlocks(byte[][] bins, int[] tables, Span<int> health)
    {
        var blocks = health.Length / Lanes * Lanes;
        for (var start = 0; start < blocks; start += Chunk)
        {
            var part = health[start..Math.Min(start + Chunk, blocks)];
            part.Clear();
            var k = 0;
            for (; k + 4 <= bins.Length; k += 4)
            {
                AddFourColumns(bins.AsSpan(k, 4), tables.AsSpan(k * TableSize, 4 * TableSize), start, part);
            }

            for (; k < bins.Length; k++)
            {
                AddColumn(bins[k].AsSpan(start), tables.AsSpan(k * TableSize, TableSize), part);
            }
        }

        return blocks;
    }

    private static void AddFourColumns(ReadOnlySpan<byte[]> bins, ReadOnlySpan<int> points, int start, Span<int> health)
    {
        var table0 = Vector512.Create(points);
        var table1 = Vector512.Create(points[TableSize..]);
        var table2 = Vector512.Create(points[(2 * TableSize)..]);
        var table3 = Vector512.Create(points[(3 * TableSize)..]);
        ref var from0 = ref bins[0][start];
        ref var from1 = ref bins[1][start];
        ref var from2 = ref bins[2][start];
        ref var from3 = ref bins[3][start];
        ref var to = ref MemoryMarshal.GetReference(health);
        for (var row = (nuint)0; row < (nuint)health.Length; row += Lanes)
        {
            var sum = Take(table0, ref from0, row) + Take(table1, ref from1, row);
            var other = Take(table2, ref from2, row) + Take(table3, ref from3, row);
            (Vector512.LoadUnsafe(ref to, row) + (sum + other)).StoreUnsafe(ref to, row);
        }
    }

    private static void AddColumn(ReadOnlySpan<byte> entries, ReadOnlySpan<int> points, Span<int> health)
    {
        var table = Vector512.Create(points);
        ref var from = ref MemoryMarshal.GetReference(entries);
        ref var to = ref MemoryMarshal.GetReference(health);
        for (var row = (nuint)0; row < (nuint)health.Length; row += Lanes)
        {
            (Vector512.LoadUnsafe(ref to, row) + Take(table, ref from, row)).StoreUnsafe(ref to, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Take(Vector512<int> table, ref byte entries, nuint row) =>
        Avx512F.PermuteVar16x32(table, Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref entries, row)));

    private static void ScoreRows(byte[][] bins, int[] tables, Span<int> health, int from)
    {
        health[from..].Clear();
        for (var k = 0; k < bins.Length; k++)
        {
            var column = bins[k];
            var table = tables.AsSpan(k * TableSize, TableSize);
            for (var row = from; row < health.Length; row++)
            {
                health[row] += table[column[row] & (TableSize - 1)];
            }
        }
    }
}
