namespace HealthScore.Training.Data;

/// <summary>A file to a table: CSV, or Parquet where the name ends in <c>.parquet</c>.</summary>
public static class TableReader
{
    /// <exception cref="DataException">The file is not there, cannot be taken apart, or lacks columns of the schema.</exception>
    public static TableReading Read(string path, TableSchema schema)
    {
        var file = Path.GetFileName(path);
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
            return CsvTable.Read(path, schema);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(DataProblem.Invalid, DataSentences.CannotRead(file, e.Message));
        }
    }
}
