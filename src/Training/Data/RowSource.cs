using System.Collections.Immutable;

namespace HealthScore.Training.Data;

/// <summary>Opens a file of whichever kind and feeds its rows to an intake.</summary>
internal static class RowSource
{
    /// <param name="path">The file; Parquet where the name ends in <c>.parquet</c>, else CSV.</param>
    /// <param name="separator">Between the fields of a CSV file.</param>
    /// <param name="intakeFor">Makes the intake once the header is known.</param>
    /// <exception cref="DataException">The file is not there, cannot be taken apart, or has no rows.</exception>
    public static RowIntake Read(string path, char separator, Func<ImmutableArray<string>, RowIntake> intakeFor)
    {
        if (Directory.Exists(path))
        {
            throw new DataException(DataProblem.Invalid, DataSentences.IsFolder(path));
        }

        if (!File.Exists(path))
        {
            throw new DataException(DataProblem.NotFound, DataSentences.NoFile(path));
        }

        try
        {
            var rows = path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
                ? ParquetRows.Read(path, intakeFor)
                : CsvRows.Read(path, separator, intakeFor);
            rows.RequireRows();
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(DataProblem.Invalid, DataSentences.CannotRead(Path.GetFileName(path), e.Message));
        }
    }
}
