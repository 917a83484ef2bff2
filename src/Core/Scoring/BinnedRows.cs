using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private const int Block = 64;

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
        var done = Vector512.IsHardwareAccelerated ? ScoreBlocks(bins, tables, health) : 0;
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

    private static int ScoreBlocks(byte[][] bins, int[] tables, Span<int> health)
    {
        var row = 0;
        for (; row + Block <= health.Length; row += Block)
        {
            var (sum0, sum1, sum2, sum3) = (
                Vector512<int>.Zero,
                Vector512<int>.Zero,
                Vector512<int>.Zero,
                Vector512<int>.Zero
            );
            for (var k = 0; k < bins.Length; k++)
            {
                var table = Vector512.LoadUnsafe(ref tables[k * TableSize]);
                var entries = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(bins[k]), (nuint)row);
                var (low, high) = Vector512.Widen(entries);
                var (first, second) = Vector512.Widen(low);
                var (third, fourth) = Vector512.Widen(high);
                sum0 += Vector512.ShuffleNative(table, first.AsInt32());
                sum1 += Vector512.ShuffleNative(table, second.AsInt32());
                sum2 += Vector512.ShuffleNative(table, third.AsInt32());
                sum3 += Vector512.ShuffleNative(table, fourth.AsInt32());
            }

            var to = health.Slice(row, Block);
            sum0.CopyTo(to);
            sum1.CopyTo(to[16..]);
            sum2.CopyTo(to[32..]);
            sum3.CopyTo(to[48..]);
        }

        return row;
    }

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
