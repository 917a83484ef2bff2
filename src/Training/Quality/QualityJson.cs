using System.Text.Json;

namespace HealthScore.Training.Quality;

/// <summary>A report for machines.</summary>
public static class QualityJson
{
    /// <summary>
    /// <c>{ rows_in_file, rows, rejected_rows, repeated_rows, blocked, findings: [ { id, severity (B, W or I),
    /// column, segment, stage, count, rows, value, limit, sentence } ] }</c>, as one indented document.
    /// </summary>
    public static byte[] Write(QualityReport report)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("rows_in_file", report.Reading.RowsInFile);
            json.WriteNumber("rows", report.Table.RowCount);
            json.WriteNumber(
                "rejected_rows",
                report.Reading.InvalidCells.Select(cell => cell.Index).Distinct().Count()
            );
            json.WriteNumber("repeated_rows", report.RepeatedRows.Length);
            json.WriteBoolean("blocked", report.IsBlocked);
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                Write(json, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, QualityFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", LetterOf(finding.Severity));
        json.WriteString("column", finding.Column);
        json.WriteString("segment", finding.Segment);
        json.WriteString("stage", finding.Stage);
        json.WriteNumber("count", finding.Count);
        json.WriteStartArray("rows");
        foreach (var row in finding.SampleRows)
        {
            json.WriteNumberValue(row);
        }

        json.WriteEndArray();
        WriteNumber(json, "value", finding.Value);
        WriteNumber(json, "limit", finding.Limit);
        json.WriteString("sentence", finding.Sentence);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } x && double.IsFinite(x))
        {
            json.WriteNumber(name, x);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string LetterOf(Severity severity) =>
        severity switch
        {
            Severity.Block => "B",
            Severity.Warning => "W",
            _ => "I",
        };
}
