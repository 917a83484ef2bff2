using System.Collections.Immutable;
using HealthScore.Training.Data;

namespace HealthScore.Training.Exports;

/// <summary>A scored file at its place: Parquet where its name ends so, else CSV; whole or not at all.</summary>
public static class ScoredOutput
{
    private const string ParquetEnding = ".parquet";

    /// <param name="path">An old file is replaced.</param>
    /// <param name="schema">The columns that are written, as <see cref="ScoredFile.SchemaOf"/> names them.</param>
    /// <param name="writeCsv">Writes the CSV text.</param>
    public static ScoredCounts Write(
        string path,
        ImmutableArray<(string Name, string Type)> schema,
        Func<Stream, ScoredCounts> writeCsv
    )
    {
        var counts = new ScoredCounts(0, 0, 0, 0);
        AtomicFile.Write(
            path,
            ExistingFile.Replace,
            stream =>
                counts = path.EndsWith(ParquetEnding, StringComparison.OrdinalIgnoreCase)
                    ? WriteParquet(stream, schema, writeCsv)
                    : writeCsv(stream)
        );
        return counts;
    }

    /// <remarks>
    /// By way of the CSV text, whose numbers read back as the same bits: one writer decides what a scored row says.
    /// </remarks>
    private static ScoredCounts WriteParquet(
        Stream stream,
        ImmutableArray<(string Name, string Type)> schema,
        Func<Stream, ScoredCounts> writeCsv
    )
    {
        var folder = Directory.CreateTempSubdirectory("healthscore-scored-").FullName;
        try
        {
            var text = Path.Combine(folder, "scored.csv");
            var parquet = Path.Combine(folder, "scored.parquet");
            ScoredCounts counts;
            using (var csv = File.Create(text))
            {
                counts = writeCsv(csv);
            }

            Convert(folder, text, parquet, schema);
            using var written = File.OpenRead(parquet);
            written.CopyTo(stream);
            return counts;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Convert(
        string folder,
        string text,
        string parquet,
        ImmutableArray<(string Name, string Type)> schema
    )
    {
        var types = string.Join(", ", schema.Select(column => $"{Quoted(column.Name)}: '{column.Type}'"));
        using var connection = LockedDuckDb.Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = $$"""
            COPY (
                SELECT * FROM read_csv(
                    {{Quoted(text)}}, columns = { {{types}} }, auto_detect = false, header = true, delim = ',',
                    quote = '"', escape = '"', new_line = '\n', nullstr = '', parallel = false, max_line_size = 16777216
                )
            ) TO {{Quoted(parquet)}} (FORMAT parquet, COMPRESSION zstd)
            """;
        command.ExecuteNonQuery();
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
