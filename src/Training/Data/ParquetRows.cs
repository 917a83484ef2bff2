using System.Buffers;
using System.Collections.Immutable;
using DuckDB.NET.Data;

namespace HealthScore.Training.Data;

/// <summary>Reads Parquet through an embedded DuckDB that may open this one file and nothing else.</summary>
internal static class ParquetRows
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]{}");

    /// <exception cref="DataException">
    /// The file is not Parquet, or has columns of lists, structures or bytes that are asked for.
    /// </exception>
    public static RowIntake Read(string path, Func<ImmutableArray<string>, RowIntake> intakeFor)
    {
        var file = Path.GetFileName(path);
        if (path.AsSpan().ContainsAny(PatternCharacters) || path.Contains("://", StringComparison.Ordinal))
        {
            throw new DataException(DataProblem.Invalid, DataSentences.PatternName(path));
        }

        RequireMagic(file, path);
        try
        {
            using var connection = LockedDuckDb.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var columns = Columns(connection, path);
            var header = FileHeader.Check(file, columns.Select(c => c.Name), separator: null);
            var rows = intakeFor(header);
            RequireFlat(file, columns, rows);
            ReadRows(connection, path, rows, [.. columns.Select(c => c.Name)]);
            return rows;
        }
        catch (DuckDBException e)
        {
            throw new DataException(
                DataProblem.Invalid,
                DataSentences.NotParquet(file, CellText.Shown(e.Message.Split('\n')[0]))
            );
        }
    }

    private static void RequireMagic(string file, string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 0)
        {
            throw new DataException(DataProblem.Invalid, DataSentences.Empty(file));
        }

        if (!start.SequenceEqual("PAR1"u8))
        {
            throw new DataException(
                DataProblem.Invalid,
                DataSentences.NotParquet(file, "it does not begin with PAR1.")
            );
        }
    }

    private static List<(string Name, string Type)> Columns(DuckDBConnection connection, string path)
    {
        using var command = Command(connection, "SELECT * FROM read_parquet($1) LIMIT 0", path);
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(c => (reader.GetName(c), reader.GetDataTypeName(c)))];
    }

    private static void RequireFlat(string file, List<(string Name, string Type)> columns, RowIntake rows)
    {
        var nested = rows
            .Uses.Select(use => columns[use.FileColumn])
            .Distinct()
            .Where(c => !ParquetCell.IsFlat(c.Type))
            .Select(c => DataSentences.NestedColumn(file, c.Name.Trim(), c.Type))
            .ToArray();
        if (nested.Length > 0)
        {
            throw new DataException(DataProblem.Invalid, nested);
        }
    }

    private static void ReadRows(DuckDBConnection connection, string path, RowIntake rows, string[] names)
    {
        int[] wanted =
        [
            .. rows.Uses.Select(use => use.FileColumn),
            .. rows.FilterColumn < 0 ? (int[])[] : [rows.FilterColumn],
        ];
        var list = string.Join(", ", wanted.DefaultIfEmpty(0).Select(column => Quoted(names[column])));
        using var command = Command(connection, $"SELECT {list} FROM read_parquet($1)", path);
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        var cells = Enumerable.Range(0, reader.FieldCount).Select(c => new ParquetCell(reader, c)).ToArray();
        Span<byte> buffer = stackalloc byte[64];
        for (var row = 1L; reader.Read(); row++)
        {
            var filterCell = rows.FilterColumn < 0 ? [] : cells[^1].Text(buffer);
            if (!rows.Begins(row, filterCell))
            {
                continue;
            }

            for (var u = 0; u < rows.Uses.Length; u++)
            {
                Give(rows, rows.Uses[u], cells[u], buffer);
            }
        }
    }

    private static void Give(RowIntake rows, ColumnUse use, ParquetCell cell, Span<byte> buffer)
    {
        if (use.Builder is NumberColumn numbers && cell.TryNumber(out var number))
        {
            numbers.Add(number);
        }
        else
        {
            rows.Cell(use, cell.Text(buffer));
        }
    }

    private static DuckDBCommand Command(DuckDBConnection connection, string sql, string path)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new DuckDBParameter(Path.GetFullPath(path)));
        return command;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>
/// An embedded database that reads from one folder only, fetches nothing and cannot be told otherwise.
/// </summary>
internal static class LockedDuckDb
{
    /// <param name="folder">Where files may be read.</param>
    public static DuckDBConnection Open(string folder)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        string[] settings =
        [
            "SET memory_limit = '2GB'",
            "SET temp_directory = ''",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET allow_community_extensions = false",
            $"SET allowed_directories = ['{folder.Replace("'", "''", StringComparison.Ordinal)}']",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ];
        foreach (var setting in settings)
        {
            using var command = connection.CreateCommand();
            command.CommandText = setting;
            command.ExecuteNonQuery();
        }

        return connection;
    }
}
