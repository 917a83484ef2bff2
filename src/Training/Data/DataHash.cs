using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Data;

/// <summary>
/// A fingerprint of the rows as they were understood: the same for CSV and Parquet, and for any order of the rows.
/// Columns that only travel along (kept texts) do not count; a row's number counts only through the account that it
/// may stand for.
/// </summary>
public static class DataHash
{
    /// <returns>64 hex digits: the sha256 of the sorted sha256 of the rows.</returns>
    public static string Of(TrainingTable table)
    {
        var hashes = new byte[table.RowCount][];
        var levels = table.Catalog.Factors.Select(f => f.Levels.Select(Encoding.UTF8.GetBytes).ToArray()).ToArray();
        var row = new RowBytes();
        for (var r = 0; r < hashes.Length; r++)
        {
            row.Clear();
            AddRow(row, table, levels, r);
            hashes[r] = SHA256.HashData(row.Written);
        }

        Array.Sort(hashes, (a, b) => a.AsSpan().SequenceCompareTo(b));
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var factor in table.Catalog.Factors)
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{factor.Key}\n"));
        }

        foreach (var hash in hashes)
        {
            all.AppendData(hash);
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static void AddRow(RowBytes row, TrainingTable table, byte[][][] levels, int r)
    {
        row.Add((byte)table.Outcomes[r]);
        row.Add(table.Accounts?[r]);
        row.Add(table.Segments?[r]);
        row.Add(table.Stages?[r]);
        row.Add((long)(table.AsOf?[r].DayNumber ?? -1));
        row.Add((long)(table.Notices?[r]?.DayNumber ?? -1));
        row.Add(table.Amounts is { } amounts ? BitConverter.DoubleToInt64Bits(amounts[r]) : -1);
        for (var j = 0; j < table.Values.Length; j++)
        {
            var value = table.Values[j][r];
            if (table.Catalog[j].Kind == FactorKind.Numeric || !(value >= 0))
            {
                row.Add(BitConverter.DoubleToInt64Bits(value));
            }
            else
            {
                row.Add(levels[j][(int)value]);
            }
        }
    }

    /// <summary>One row as bytes; text carries its length, so that no two rows look alike.</summary>
    private sealed class RowBytes
    {
        private byte[] bytes = new byte[1024];
        private int length;

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

        public void Clear() => length = 0;

        public void Add(byte value) => Room(1)[0] = value;

        public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

        public void Add(ReadOnlySpan<byte> text)
        {
            Add((long)text.Length);
            text.CopyTo(Room(text.Length));
        }

        public void Add(string? text)
        {
            if (text is null)
            {
                Add(-1L);
                return;
            }

            Add((long)Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetByteCount(text)));
        }

        private Span<byte> Room(int count)
        {
            if (length + count > bytes.Length)
            {
                Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
            }

            length += count;
            return bytes.AsSpan(length - count, count);
        }
    }
}
