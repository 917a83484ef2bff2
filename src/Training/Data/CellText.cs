using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace HealthScore.Training.Data;

/// <summary>One cell of a file as UTF-8 bytes, and the one place where it becomes a number or a date.</summary>
internal static class CellText
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\v\f"u8);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        if (cell.Length == 0 || (cell[0] > ' ' && cell[^1] > ' '))
        {
            return cell;
        }

        var from = cell.IndexOfAnyExcept(Blanks);
        return from < 0 ? [] : cell[from..(cell.LastIndexOfAnyExcept(Blanks) + 1)];
    }

    /// <summary>A finite number with nothing after it; invariant, no thousands separators. -0 is 0.</summary>
    /// <param name="trimmed">Without outer blanks.</param>
    /// <param name="number">NaN where it is none.</param>
    public static bool TryNumber(ReadOnlySpan<byte> trimmed, out double number)
    {
        // The parser passes over NUL bytes at the end.
        if (
            trimmed.Length > 0
            && trimmed[^1] != 0
            && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number)
        )
        {
            number = number == 0 ? 0 : number;
            return true;
        }

        number = double.NaN;
        return false;
    }

    /// <summary>
    /// A day as 2026-03-31; a time of day is allowed only if it is midnight, as data frames write it.
    /// </summary>
    public static bool TryDate(ReadOnlySpan<byte> trimmed, out DateOnly date)
    {
        date = default;
        if (trimmed.Length < 10 || !IsMidnight(trimmed[10..]))
        {
            return false;
        }

        Span<char> text = stackalloc char[10];
        return Ascii.ToUtf16(trimmed[..10], text, out _) == OperationStatus.Done
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    public static bool IsText(ReadOnlySpan<byte> cell) => Utf8.IsValid(cell) && !cell.Contains((byte)0);

    /// <summary>
    /// What an error shows: at most 200 characters, control characters and broken bytes made visible.
    /// </summary>
    public static string Shown(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 800)]);
        return Shown(text);
    }

    /// <inheritdoc cref="Shown(ReadOnlySpan{byte})"/>
    public static string Shown(string text)
    {
        var cut = text.Length > 200 ? $"{text[..200]}…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    private static bool IsMidnight(ReadOnlySpan<byte> rest) =>
        rest.IsEmpty
        || (
            rest[0] is (byte)' ' or (byte)'T'
            && rest[1..].StartsWith("00:00:00"u8)
            && rest[9..].IndexOfAnyExcept("0.Z"u8) < 0
        );
}
