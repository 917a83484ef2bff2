using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HealthScore.Training.Data;

namespace HealthScore.Training.Fitting.Prebinning;

/// <summary>
/// Rows in an order that does not depend on the file's: by SHA-256 of (seed, account), then the as-of date, then the
/// row's own content. Where there is no account the row's own values take its place. Folds and bags come from the same
/// key, so that all snapshots of an account fall on one side.
/// </summary>
/// <param name="Rows">Row numbers of the table, in canonical order.</param>
/// <param name="Keys">The key of each of <paramref name="Rows"/>: equal for rows of one account, uniform
/// otherwise.</param>
public sealed record CanonicalOrder(int[] Rows, ulong[] Keys)
{
    /// <param name="table">The table the rows belong to.</param>
    /// <param name="rows">The rows to put in order.</param>
    /// <param name="seed">Another seed gives another order, other folds and other bags.</param>
    public static CanonicalOrder Of(TrainingTable table, IReadOnlyList<int> rows, ulong seed)
    {
        var order = new int[rows.Count];
        var keys = new ulong[rows.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = rows[i];
            keys[i] = table.Accounts is { } accounts
                ? KeyOf(accounts[rows[i]], seed)
                : KeyOf(Content(table, rows[i]), seed);
        }

        Array.Sort(keys, order);
        SettleTies(table, keys, order);
        return new CanonicalOrder(order, keys);
    }

    /// <summary>
    /// Which of <paramref name="folds"/> a key belongs to; independent of every other <paramref name="salt"/>.
    /// </summary>
    public static int FoldOf(ulong key, int folds, ulong salt)
    {
        var mixed = (key ^ (salt * 0x9E3779B97F4A7C15UL)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 31)) * 0x94D049BB133111EBUL;
        return (int)(((mixed ^ (mixed >> 29)) >> 11) % (ulong)folds);
    }

    /// <summary>The key of an account.</summary>
    public static ulong KeyOf(string account, ulong seed) => KeyOf(Encoding.UTF8.GetBytes(account), seed);

    private static ulong KeyOf(ReadOnlySpan<byte> content, ulong seed)
    {
        Span<byte> message = content.Length < 1000 ? stackalloc byte[8 + content.Length] : new byte[8 + content.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(message, seed);
        content.CopyTo(message[8..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private static void SettleTies(TrainingTable table, ulong[] keys, int[] order)
    {
        for (var from = 0; from < order.Length; )
        {
            var to = from + 1;
            while (to < order.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                Array.Sort(order, from, to - from, Comparer<int>.Create((x, y) => Compare(table, x, y)));
            }

            from = to;
        }
    }

    private static int Compare(TrainingTable table, int x, int y)
    {
        var dates = table.AsOf is { } asOf ? asOf[x].CompareTo(asOf[y]) : 0;
        return dates != 0 ? dates : Content(table, x).AsSpan().SequenceCompareTo(Content(table, y));
    }

    private static byte[] Content(TrainingTable table, int row)
    {
        var bytes = new byte[(8 * table.Values.Length) + 1];
        for (var j = 0; j < table.Values.Length; j++)
        {
            var value = table.Values[j][row];
            value = double.IsNaN(value) ? double.NaN : value + 0.0;
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * j), value);
        }

        bytes[^1] = (byte)table.Outcomes[row];
        return bytes;
    }
}
