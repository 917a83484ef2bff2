using System.Collections.Immutable;
using HealthScore.Training.Exports.Sql.Dialects;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>A PostgreSQL server; rows go in by binary COPY.</summary>
internal sealed class PostgreSqlEngine : ISqlEngine
{
    private const string Title = "PostgreSQL";

    private readonly NpgsqlConnection connection;
    private readonly AdoTables tables;

    private PostgreSqlEngine(NpgsqlConnection connection)
    {
        this.connection = connection;
        tables = new AdoTables(connection, SqlDialects.PostgreSql, "pg_temp");
    }

    public string RowsTable => tables.RowsTable;

    /// <param name="text">Such as <c>Host=db;Username=ann;Database=crm</c>.</param>
    /// <exception cref="EngineException">It is none, or the server says no.</exception>
    public static PostgreSqlEngine Open(string text)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text) { Pooling = false, ApplicationName = "healthscore" };
        }
        catch (ArgumentException)
        {
            throw NoConnection();
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw NoConnection();
        }

        var opened = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            opened.Open();
            var engine = new PostgreSqlEngine(opened);

            // Compiling a query of this length takes longer than running it over some hundred thousand rows.
            engine.tables.Run("SET jit = off");
            return engine;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ArgumentException)
        {
            opened.Dispose();
            throw Explained(e);
        }
    }

    public void Load(TrialTable rows) =>
        Tried(() =>
        {
            tables.Create(rows);
            using var writer = connection.BeginBinaryImport($"COPY {tables.RowsTable} FROM STDIN (FORMAT BINARY)");
            for (var row = 0; row < rows.RowCount; row++)
            {
                writer.StartRow();
                writer.Write(rows.FirstNumber + row, NpgsqlDbType.Bigint);
                foreach (var column in rows.Columns)
                {
                    Write(writer, column.Cells[row]);
                }
            }

            writer.Complete();
        });

    public void Score(string query) => Tried(() => tables.Score(query));

    public IEnumerable<EngineAnswer> Answers(string rowNumber, ImmutableArray<string> pointsColumns) =>
        tables.Answers(rowNumber, pointsColumns);

    public void Clear() => Tried(tables.Clear);

    public void Dispose() => connection.Dispose();

    private static void Write(NpgsqlBinaryImporter writer, TrialCell cell)
    {
        if (cell.Number is { } number)
        {
            writer.Write(number, NpgsqlDbType.Double);
        }
        else if (cell.Text is { } text)
        {
            writer.Write(text, NpgsqlDbType.Text);
        }
        else if (cell.Day is { } day)
        {
            writer.Write(day, NpgsqlDbType.Date);
        }
        else
        {
            writer.WriteNull();
        }
    }

    private static void Tried(Action action)
    {
        try
        {
            action();
        }
        catch (NpgsqlException e)
        {
            throw Explained(e);
        }
    }

    private static EngineException Explained(Exception e) =>
        e is NpgsqlException { InnerException: { } inner } and not PostgresException
            ? EngineException.Of(Title, new InvalidOperationException($"{e.Message} ({inner.Message})"))
            : EngineException.Of(Title, e);

    private static EngineException NoConnection() =>
        new(
            EngineProblem.Connection,
            "--verify for PostgreSQL needs a connection such as \"Host=localhost;Username=ann;Database=crm\"."
        );
}
