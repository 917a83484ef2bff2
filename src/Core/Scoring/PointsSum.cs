using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>
/// Looks the entry of every row up in its factor's table and adds a row's numbers up. A table is 16 numbers of 32 bits:
/// one register of 512 bits or two of 256. Five factors are added in one pass over a block of rows, so that few columns
/// are read at a time (one pass over all 30 is three times slower) and sums are seldom stored. A pair's table of more
/// than 16 numbers is too large for registers: its entries are looked up in memory, two pairs in one pass.
/// </summary>
internal static class PointsSum
{
    /// <summary>Rows whose sums stay in the second cache.</summary>
    private const int RowsInBlock = 16384;

    private const int FactorsInPass = 5;

    private const int PairsInPass = 2;

    /// <summary>Adds to the sums of some rows; returns how many of them it did.</summary>
    internal delegate int Pass(ReadOnlySpan<int[]> tables, ReadOnlySpan<byte[]> columns, int from, Span<int> sums);

    /// <param name="tables">For each factor 16 numbers, or 256.</param>
    /// <param name="columns">For each factor the entry of each row, below so many.</param>
    /// <param name="sums">One number a row.</param>
    public static void Of(int[][] tables, ReadOnlySpan<byte[]> columns, Span<int> sums)
    {
        Pass pass =
            Avx512F.IsSupported ? AddAvx512
            : Avx2.IsSupported ? AddAvx2
            : AddScalar;
        Of(tables, columns, sums, pass);
    }

    internal static void Of(int[][] tables, ReadOnlySpan<byte[]> columns, Span<int> sums, Pass pass)
    {
        if (columns.Length != tables.Length)
        {
            throw new ArgumentException($"{columns.Length} columns; expected {tables.Length}", nameof(columns));
        }

        foreach (var column in columns)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(column.Length, sums.Length, nameof(columns));
        }

        var (smallTables, smallColumns) = Padded(tables, columns, of: FactorBins.MaxEntries, FactorsInPass);
        var (largeTables, largeColumns) = Padded(tables, columns, of: FormulaFactor.MaxCells, PairsInPass);
        sums.Clear();
        for (var from = 0; from < sums.Length; from += RowsInBlock)
        {
            var block = sums.Slice(from, Math.Min(RowsInBlock, sums.Length - from));
            for (var f = 0; f < smallTables.Length; f += FactorsInPass)
            {
                var five = smallTables.AsSpan(f, FactorsInPass);
                var entries = smallColumns.AsSpan(f, FactorsInPass);
                var done = pass(five, entries, from, block);
                AddScalar(five, entries, from + done, block[done..]);
            }

            for (var f = 0; f < largeTables.Length; f += PairsInPass)
            {
                AddCells(largeTables.AsSpan(f, PairsInPass), largeColumns.AsSpan(f, PairsInPass), from, block);
            }
        }
    }

    /// <summary>The tables of one size with their columns, and tables of noughts up to whole passes.</summary>
    private static (int[][] Tables, byte[][] Columns) Padded(
        int[][] tables,
        ReadOnlySpan<byte[]> columns,
        int of,
        int inPass
    )
    {
        var (some, theirs) = (new List<int[]>(), new List<byte[]>());
        for (var f = 0; f < tables.Length; f++)
        {
            if (tables[f].Length == of)
            {
                some.Add(tables[f]);
                theirs.Add(columns[f]);
            }
        }

        while (some.Count % inPass > 0)
        {
            some.Add(new int[of]);
            theirs.Add(theirs[0]);
        }

        return ([.. some], [.. theirs]);
    }

    /// <summary>A table of 256 numbers has one for every byte: no look-up needs a check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCells(ReadOnlySpan<int[]> tables, ReadOnlySpan<byte[]> columns, int from, Span<int> sums)
    {
        ref var t0 = ref MemoryMarshal.GetArrayDataReference(tables[0]);
        ref var t1 = ref MemoryMarshal.GetArrayDataReference(tables[1]);
        ReadOnlySpan<byte> c0 = columns[0].AsSpan(from, sums.Length);
        ReadOnlySpan<byte> c1 = columns[1].AsSpan(from, sums.Length);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += Unsafe.Add(ref t0, c0[i]) + Unsafe.Add(ref t1, c1[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int AddScalar(ReadOnlySpan<int[]> tables, ReadOnlySpan<byte[]> columns, int from, Span<int> sums)
    {
        var (t0, t1, t2, t3, t4) = (tables[0], tables[1], tables[2], tables[3], tables[4]);
        var (c0, c1, c2, c3, c4) = (columns[0], columns[1], columns[2], columns[3], columns[4]);
        for (var i = 0; i < sums.Length; i++)
        {
            var row = from + i;
            sums[i] += t0[c0[row]] + t1[c1[row]] + t2[c2[row]] + t3[c3[row]] + t4[c4[row]];
        }

        return sums.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int AddAvx512(ReadOnlySpan<int[]> tables, ReadOnlySpan<byte[]> columns, int from, Span<int> sums)
    {
        var (t0, t1, t2, t3, t4) = (
            Wide(tables[0]),
            Wide(tables[1]),
            Wide(tables[2]),
            Wide(tables[3]),
            Wide(tables[4])
        );
        ref var c0 = ref Start(columns[0], from);
        ref var c1 = ref Start(columns[1], from);
        ref var c2 = ref Start(columns[2], from);
        ref var c3 = ref Start(columns[3], from);
        ref var c4 = ref Start(columns[4], from);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var rows = sums.Length / 16 * 16;
        for (nuint i = 0; i < (nuint)rows; i += 16)
        {
            var added = Vector512.LoadUnsafe(ref sum, i);
            added += LookUp(t0, Vector128.LoadUnsafe(ref c0, i));
            added += LookUp(t1, Vector128.LoadUnsafe(ref c1, i));
            added += LookUp(t2, Vector128.LoadUnsafe(ref c2, i));
            added += LookUp(t3, Vector128.LoadUnsafe(ref c3, i));
            added += LookUp(t4, Vector128.LoadUnsafe(ref c4, i));
            added.StoreUnsafe(ref sum, i);
        }

        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int AddAvx2(ReadOnlySpan<int[]> tables, ReadOnlySpan<byte[]> columns, int from, Span<int> sums)
    {
        var rows = sums.Length / 8 * 8;
        ref var sum = ref MemoryMarshal.GetReference(sums);
        for (var f = 0; f < tables.Length; f++)
        {
            ref var points = ref MemoryMarshal.GetArrayDataReference(tables[f]);
            var (low, high) = (Vector256.LoadUnsafe(ref points), Vector256.LoadUnsafe(ref points, 8));
            ref var column = ref Start(columns[f], from);
            for (nuint i = 0; i < (nuint)rows; i += 8)
            {
                var entries = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref column, i)));
                var added = LookUp(low, high, Avx2.ConvertToVector256Int32(entries.AsByte()));
                (Vector256.LoadUnsafe(ref sum, i) + added).StoreUnsafe(ref sum, i);
            }
        }

        return rows;
    }

    private static Vector512<int> Wide(int[] table) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(table));

    private static ref byte Start(byte[] column, int from) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(column), from);

    private static Vector512<int> LookUp(Vector512<int> table, Vector128<byte> entries) =>
        Avx512F.PermuteVar16x32(table, Avx512F.ConvertToVector512Int32(entries));

    /// <summary>The fourth bit of an entry, moved to the sign, says which half of the table it is in.</summary>
    private static Vector256<int> LookUp(Vector256<int> low, Vector256<int> high, Vector256<int> entries)
    {
        var fromLow = Avx2.PermuteVar8x32(low, entries).AsSingle();
        var fromHigh = Avx2.PermuteVar8x32(high, entries).AsSingle();
        return Avx.BlendVariable(fromLow, fromHigh, (entries << 28).AsSingle()).AsInt32();
    }
}
