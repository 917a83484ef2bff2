using CsvHelper;

namespace HealthScore.Training.Data;

/// <summary>The list of rejected rows, as CSV: every row, and what was wrong with it.</summary>
public static class RejectedList
{
    /// <summary>Columns: line, row, column, found, expected.</summary>
    public static void Write(string path, IEnumerable<RowError> errors)
    {
        using var writer = CsvWriter.ToFile(path, new CsvWriterOptions { NewLine = "\n" });
        foreach (var name in (string[])["line", "row", "column", "found", "expected"])
        {
            writer.WriteField(name);
        }

        writer.EndRecord();
        foreach (var error in errors)
        {
            writer.WriteField(error.Line, default);
            writer.WriteField(error.Row, default);
            writer.WriteField(error.Column);
            writer.WriteField(error.Found);
            writer.WriteField(error.Expected);
            writer.EndRecord();
        }
    }
}
