using HealthScore.Training.Data;

namespace HealthScore.Training.Exports;

/// <summary>The list of rejected rows: where, what was found, what was expected.</summary>
public static class RejectedFile
{
    private static readonly string[] Columns = ["file", "line", "row", "column", "found", "expected"];

    public static void Write(Stream stream, IEnumerable<RowError> errors)
    {
        using var csv = new CsvText(stream);
        foreach (var column in Columns)
        {
            csv.Field(column);
        }

        csv.EndRow();
        foreach (var error in errors)
        {
            csv.Field(error.File);
            csv.Field(error.Line);
            if (error.Row > 0)
            {
                csv.Field(error.Row);
            }
            else
            {
                csv.Empty();
            }

            csv.Field(error.Column);
            csv.Field(error.Found);
            csv.Field(error.Expected);
            csv.EndRow();
        }
    }
}
