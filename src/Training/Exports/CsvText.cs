using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace HealthScore.Training.Exports;

/// <summary>
/// Fields and rows of a CSV file (RFC 4180) as UTF-8 without a mark, rows ended by a line feed, into one buffer: a
/// field costs no allocation. Numbers are the shortest text that reads back as the same bits.
/// </summary>
internal sealed class CsvText(Stream stream) : IDisposable
{
    private const int BufferSize = 1 << 16;

    /// <summary>Longest text of a number or a date.</summary>
    private const int LongestNumber = 32;

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    private readonly byte[] buffer = new byte[BufferSize];
    private int used;
    private bool rowStarted;

    public void Field(ReadOnlySpan<char> text)
    {
        Separate();
        if (text.ContainsAny(NeedsQuotes) || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')))
        {
            Quoted(text);
        }
        else
        {
            Append(text);
        }
    }

    /// <summary>A text known to need no quotes, already in UTF-8.</summary>
    public void Field(ReadOnlySpan<byte> plain)
    {
        Separate();
        Room(plain.Length);
        plain.CopyTo(buffer.AsSpan(used));
        used += plain.Length;
    }

    public void Field(double number)
    {
        Separate();
        Room(LongestNumber);
        _ = number.TryFormat(buffer.AsSpan(used), out var written, provider: null);
        used += written;
    }

    public void Field(long number)
    {
        Separate();
        Room(LongestNumber);
        _ = Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out var written);
        used += written;
    }

    public void Field(DateOnly date)
    {
        Separate();
        Room(LongestNumber);
        _ = date.TryFormat(buffer.AsSpan(used), out var written, "yyyy-MM-dd");
        used += written;
    }

    /// <summary>10^-7 points as points: all their decimals but no closing zeros, "41.25" for 412,500,000.</summary>
    public void Points(int units)
    {
        Separate();
        Room(LongestNumber);
        var (whole, rest) = Math.DivRem(units, 10_000_000);
        _ = Utf8Formatter.TryFormat(whole, buffer.AsSpan(used), out var written);
        used += written;
        if (rest == 0)
        {
            return;
        }

        buffer[used++] = (byte)'.';
        for (var digit = 1_000_000; rest > 0; digit /= 10)
        {
            var (quotient, remainder) = Math.DivRem(rest, digit);
            buffer[used++] = (byte)('0' + quotient);
            rest = remainder;
        }
    }

    public void Empty() => Separate();

    public void EndRow()
    {
        Room(1);
        buffer[used++] = (byte)'\n';
        rowStarted = false;
    }

    public void Dispose() => Flush();

    private void Quoted(ReadOnlySpan<char> text)
    {
        Append("\"");
        for (var quote = text.IndexOf('"'); quote >= 0; quote = text.IndexOf('"'))
        {
            Append(text[..(quote + 1)]);
            Append("\"");
            text = text[(quote + 1)..];
        }

        Append(text);
        Append("\"");
    }

    private void Append(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var part = text[..Math.Min(text.Length, BufferSize / 8)];
            if (part.Length < text.Length && char.IsHighSurrogate(part[^1]))
            {
                part = part[..^1];
            }

            Room(Encoding.UTF8.GetMaxByteCount(part.Length));
            used += Encoding.UTF8.GetBytes(part, buffer.AsSpan(used));
            text = text[part.Length..];
        }
    }

    private void Separate()
    {
        if (rowStarted)
        {
            Room(1);
            buffer[used++] = (byte)',';
        }

        rowStarted = true;
    }

    private void Room(int bytes)
    {
        if (used + bytes > buffer.Length)
        {
            Flush();
        }
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
