using System.Collections.Immutable;
using HealthScore.Training.Exports.Sql.Dialects;
using Microsoft.Data.Sqlite;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>SQLite in this process; a file is opened for reading only.</summary>
internal sealed class SqliteEngine : ISqlEngine
{
    private const string Title = "SQLite";

    private readonly SqliteConnection connection;
    private readonly AdoTables tables;

    private SqliteEngine(SqliteConnection connection)
    {
        this.connection = connection;
        tables = new AdoTables(connection, SqlDialects.Sqlite, "temp");
    }

    public string RowsTable => tables.RowsTable;

    /// <param name="place"><c>:memory:</c> or a file.</param>
    /// <exception cref="EngineException">The file is not there or is none of SQLite's.</exception>
    public static SqliteEngine Open(string place)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = place, Pooling = false };
        if (!EngineFiles.IsMemory(place))
        {
            EngineFiles.Require(place);
            settings.Mode = SqliteOpenMode.ReadOnly;
        }

        var opened = new SqliteConnection(settings.ConnectionString);
        try
        {
            opened.Open();
            var engine = new SqliteEngine(opened);
            engine.tables.Run("SELECT count(*) FROM sqlite_schema");
            return engine;
        }
        catch (SqliteException e)
        {
            opened.Dispose();
            throw EngineException.Of(Title, e);
        }
    }

    public void Load(TrialTable rows) =>
        Tried(() =>
        {
            tables.Create(rows);
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            SqliteParameter[] parameters =
            [
                .. Enumerable
                    .Range(0, rows.Columns.Length + 1)
                    .Select(k => insert.Parameters.Add($"${k}", SqliteType.Text)),
            ];
            var places = string.Join(", ", parameters.Select(parameter => parameter.ParameterName));
            insert.CommandText = $"INSERT INTO {tables.RowsTable} VALUES ({places})";
            for (var row = 0; row < rows.RowCount; row++)
            {
                Set(parameters[0], SqliteType.Integer, rows.FirstNumber + row);
                for (var k = 0; k < rows.Columns.Length; k++)
                {
                    Set(parameters[k + 1], rows.Columns[k].Cells[row]);
                }

                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        });

    public void Score(string query) => Tried(() => tables.Score(query));

    public IEnumerable<EngineAnswer> Answers(string rowNumber, ImmutableArray<string> pointsColumns) =>
        tables.Answers(rowNumber, pointsColumns);

    public void Clear() => Tried(tables.Clear);

    public void Dispose() => connection.Dispose();

    private static void Set(SqliteParameter parameter, TrialCell cell)
    {
        if (cell.Number is { } number && !double.IsNaN(number))
        {
            Set(parameter, SqliteType.Real, number);
        }
        else if (cell.Text is { } text)
        {
            Set(parameter, SqliteType.Text, text);
        }
        else if (cell.Day is { } day)
        {
            Set(parameter, SqliteType.Text, $"{day:yyyy-MM-dd}");
        }
        else
        {
            Set(parameter, SqliteType.Text, DBNull.Value);
        }
    }

    private static void Set(SqliteParameter parameter, SqliteType type, object value) =>
        (parameter.SqliteType, parameter.Value) = (type, value);

    private static void Tried(Action action)
    {
        try
        {
            action();
        }
        catch (SqliteException e)
        {
            throw EngineException.Of(Title, e);
        }
    }
}
