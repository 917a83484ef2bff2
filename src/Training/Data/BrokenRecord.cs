using CsvHelper;

namespace HealthScore.Training.Data;

/// <summary>Says what is wrong with a record that could not be taken apart.</summary>
internal static class BrokenRecord
{
    public static string Reason(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote inside a field that does not begin with one",
        CsvMalformedReason.TextAfterClosingQuote => "text after a closing quote",
        CsvMalformedReason.UnterminatedQuote => "a quote that is never closed",
        CsvMalformedReason.LineBreakInQuotes => "a line break inside quotes",
        _ => "another number of fields than the rows",
    };

    /// <returns>The column's number where it is known, else "".</returns>
    public static (string Column, string Found, string Expected) Describe(CsvMalformedRecord record, int fields)
    {
        var shown = CellText.Shown(record.RawRecord);
        if (record.Reason == CsvMalformedReason.FieldCountMismatch)
        {
            var found = FieldsBefore(record.RawRecord, record.RawRecord.Length) + 1;
            return ("", $"{found} fields in \"{shown}\"", $"{fields}, as in the header");
        }

        return ("", $"{Reason(record.Reason)} in \"{shown}\"",
            "quotes round the whole field, and a quote inside it doubled");
    }

    private static int FieldsBefore(string raw, int end)
    {
        var (count, quoted) = (0, false);
        for (var k = 0; k < end; k++)
        {
            quoted ^= raw[k] == '"';
            count += raw[k] == ',' && !quoted ? 1 : 0;
        }

        return count;
    }
}
