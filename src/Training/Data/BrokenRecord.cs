using System.Collections.Immutable;
using CsvHelper;

namespace HealthScore.Training.Data;

/// <summary>Says what is wrong with a record that could not be taken apart.</summary>
internal static class BrokenRecord
{
    public static string Reason(CsvMalformedReason reason) =>
        reason switch
        {
            CsvMalformedReason.StrayQuote => "a quote inside a field that does not begin with one",
            CsvMalformedReason.TextAfterClosingQuote => "text after a closing quote",
            CsvMalformedReason.UnterminatedQuote => "a quote that is never closed",
            CsvMalformedReason.LineBreakInQuotes => "a line break inside quotes",
            _ => "another number of fields than the rows",
        };

    public static (string Found, string Expected) Describe(
        CsvMalformedRecord record,
        ImmutableArray<string> header,
        char separator
    )
    {
        var shown = CellText.Shown(record.RawRecord);
        if (record.Reason == CsvMalformedReason.FieldCountMismatch)
        {
            return (
                $"{FieldCount(record.RawRecord, separator)} fields in \"{shown}\"",
                $"{header.Length}, as in the header"
            );
        }

        var column = BrokenField(record.RawRecord, separator);
        var place = column < header.Length ? $"column '{header[column]}' of " : "";
        return (
            $"{Reason(record.Reason)} in {place}\"{shown}\"",
            "quotes round the whole field, and a quote inside it doubled"
        );
    }

    private static int FieldCount(string raw, char separator)
    {
        var (count, quoted) = (1, false);
        foreach (var c in raw)
        {
            quoted ^= c == '"';
            count += c == separator && !quoted ? 1 : 0;
        }

        return count;
    }

    /// <summary>The first field whose quotes are wrong.</summary>
    private static int BrokenField(string raw, char separator)
    {
        var (field, at) = (0, 0);
        while (at < raw.Length)
        {
            var quoted = raw[at] == '"';
            var end =
                quoted ? Closing(raw, at + 1) + 1
                : raw.AsSpan(at).IndexOfAny(separator, '"') is >= 0 and var n ? at + n
                : raw.Length;
            if (end >= raw.Length || raw[end] != separator)
            {
                break;
            }

            (field, at) = (field + 1, end + 1);
        }

        return field;
    }

    private static int Closing(string raw, int at)
    {
        while (at < raw.Length && (raw[at] != '"' || (at + 1 < raw.Length && raw[at + 1] == '"')))
        {
            at += raw[at] == '"' ? 2 : 1;
        }

        return at;
    }
}
