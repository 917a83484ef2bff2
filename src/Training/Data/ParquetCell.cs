using System.Data.Common;
using System.Numerics;
using System.Text;

namespace HealthScore.Training.Data;

/// <summary>
/// One column of a Parquet file at the reader's row, as the text that CSV would have: integers "0", booleans "True" and
/// "False", numbers in their shortest form, days 2026-03-31. A number of single precision is its text's double.
/// </summary>
internal sealed class ParquetCell(DbDataReader reader, int column)
{
    private readonly Type type = reader.GetFieldType(column);

    /// <summary>False for lists, structures and bytes, by the reader's name of the type.</summary>
    public static bool IsFlat(string typeName) =>
        typeName is not ("Blob" or "Bit" or "List" or "Array" or "Struct" or "Map" or "Union");

    /// <summary>A finite number, where the column holds numbers that a double can hold.</summary>
    public bool TryNumber(out double number)
    {
        number = double.NaN;
        if (reader.IsDBNull(column))
        {
            return false;
        }

        number =
            type == typeof(double) ? reader.GetDouble(column)
            : type == typeof(int) ? reader.GetInt32(column)
            : type == typeof(long) ? reader.GetInt64(column)
            : type == typeof(short) ? reader.GetInt16(column)
            : double.NaN;
        return double.IsFinite(number);
    }

    public ReadOnlySpan<byte> Text(Span<byte> buffer)
    {
        if (reader.IsDBNull(column))
        {
            return [];
        }

        if (type == typeof(string))
        {
            return Encoding.UTF8.GetBytes(reader.GetString(column));
        }

        var value = reader.GetValue(column);
        return value switch
        {
            bool flag => flag ? "True"u8 : "False"u8,
            DateOnly date => Format(date, "yyyy-MM-dd", buffer),
            DateTime time => Format(
                time,
                time.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF",
                buffer
            ),
            BigInteger big => Encoding.UTF8.GetBytes(big.ToString()),
            IUtf8SpanFormattable number => Format(number, "", buffer),
            _ => Encoding.UTF8.GetBytes($"{value}"),
        };
    }

    private static ReadOnlySpan<byte> Format(IUtf8SpanFormattable value, string format, Span<byte> buffer) =>
        value.TryFormat(buffer, out var written, format, provider: null)
            ? buffer[..written]
            : Encoding.UTF8.GetBytes($"{value}");
}
