using System.Collections.Immutable;
using DuckDB.NET.Data;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>DuckDB in this process; a file is opened for reading only.</summary>
internal sealed class DuckDbEngine : ISqlEngine
{
    private const string Title = "DuckDB";

    private readonly DuckDBConnection connection;
    private readonly AdoTables tables;

    private DuckDbEngine(DuckDBConnection connection)
    {
        this.connection = connection;
        tables = new AdoTables(connection, SqlDialects.DuckDb, "temp");
    }

    public string RowsTable => tables.RowsTable;

    /// <param name="place"><c>:memory:</c> or a file.</param>
    /// <exception cref="EngineException">The file is not there or is none of DuckDB's.</exception>
    public static DuckDbEngine Open(string place)
    {
        var settings = new DuckDBConnectionStringBuilder { DataSource = place };
        if (!EngineFiles.IsMemory(place))
        {
            EngineFiles.Require(place);
            settings["access_mode"] = "READ_ONLY";
        }

        var opened = new DuckDBConnection(settings.ConnectionString);
        try
        {
            opened.Open();
            return new DuckDbEngine(opened);
        }
        catch (DuckDBException e)
        {
            opened.Dispose();
            throw EngineException.Of(Title, e);
        }
    }

    public void Load(TrialTable rows) =>
        Tried(() =>
        {
            tables.Create(rows);
            using var appender = connection.CreateAppender("temp", "main", tables.RowsName);
            for (var row = 0; row < rows.RowCount; row++)
            {
                var line = appender.CreateRow();
                line.AppendValue(rows.FirstNumber + row);
                foreach (var column in rows.Columns)
                {
                    Append(line, column.Cells[row]);
                }

                line.EndRow();
            }
        });

    public void Score(string query) => Tried(() => tables.Score(query));

    public IEnumerable<EngineAnswer> Answers(string rowNumber, ImmutableArray<string> pointsColumns) =>
        tables.Answers(rowNumber, pointsColumns);

    public void Clear() => Tried(tables.Clear);

    public void Dispose() => connection.Dispose();

    private static void Append(IDuckDBAppenderRow line, TrialCell cell)
    {
        if (cell.Number is { } number)
        {
            line.AppendValue(number);
        }
        else if (cell.Text is { } text)
        {
            line.AppendValue(text);
        }
        else if (cell.Day is { } day)
        {
            line.AppendValue(day);
        }
        else
        {
            line.AppendNullValue();
        }
    }

    private static void Tried(Action action)
    {
        try
        {
            action();
        }
        catch (DuckDBException e)
        {
            throw EngineException.Of(Title, e);
        }
    }
}

/// <summary>Engines that are a file.</summary>
internal static class EngineFiles
{
    public static bool IsMemory(string place) => place == ":memory:";

    /// <exception cref="EngineException">There is no such file: opening it would make one.</exception>
    public static void Require(string place)
    {
        if (!File.Exists(place))
        {
            throw new EngineException(
                EngineProblem.NotFound,
                $"{place}: there is no such database file; expected one, or :memory:."
            );
        }
    }
}
