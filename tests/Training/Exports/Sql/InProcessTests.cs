using System.Data.Common;
using DuckDB.NET.Data;
using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql;
using HealthScore.Training.Exports.Sql.Dialects;
using Microsoft.Data.Sqlite;

namespace HealthScore.Training.Tests.Exports.Sql;

/// <summary>The query over tables as people have them: other types and collations than a trial's.</summary>
public sealed class InProcessTests : IDisposable
{
    private static readonly SqlSource Accounts = new("accounts") { Keep = ["id"] };

    private readonly DuckDBConnection duck = Opened(new DuckDBConnection("DataSource=:memory:"));
    private readonly SqliteConnection lite = Opened(new SqliteConnection("DataSource=:memory:"));

    [Fact]
    public void Levels_are_compared_byte_by_byte_whatever_the_collation()
    {
        const string table = "CREATE TABLE accounts (id INTEGER, tenure {0}, plan {1} COLLATE NOCASE)";
        const string rows = "INSERT INTO accounts VALUES (1, 3, 'gold'), (2, 3, 'GOLD'), (3, 3, '  gold ')";
        foreach (var (connection, sql) in Engines)
        {
            Run(connection, string.Format(null, table, sql.Types.Number, sql.Types.Text));
            Run(connection, rows);

            Assert.Equal([400_000_000L, 250_000_000L, 400_000_000L], Wholes(connection, sql, "points_plan"));
        }
    }

    [Fact]
    public void Whole_numbers_and_decimals_are_numbers_too()
    {
        foreach (var (connection, sql) in Engines)
        {
            Run(connection, "CREATE TABLE accounts (id INTEGER, tenure DECIMAL(10, 2), plan VARCHAR(20))");
            Run(
                connection,
                "INSERT INTO accounts VALUES (1, 0.49, 'gold'), (2, 0.5, 'gold'), (3, 13, 'gold'), (4, NULL, 'gold')"
            );

            Assert.Equal([0L, 212_345_678L, 600_000_000L, 300_000_000L], Wholes(connection, sql, "points_tenure"));
        }
    }

    [Fact]
    public void A_text_in_a_column_of_numbers_withholds_the_score_in_SQLite()
    {
        Run(lite, "CREATE TABLE accounts (id INTEGER, tenure, plan TEXT)");
        Run(lite, "INSERT INTO accounts VALUES (1, 'three', 'gold'), (2, 3, 'gold'), (3, x'33', 'gold')");

        Assert.Equal(["invalid:tenure", "tenure", "invalid:tenure"], Texts(lite, SqlDialects.Sqlite, "reason_1"));
        Assert.Equal(["withheld", "scored", "withheld"], Texts(lite, SqlDialects.Sqlite, "status"));
    }

    [Fact]
    public void A_table_that_lacks_a_column_is_an_error_and_no_text()
    {
        foreach (var (connection, sql) in Engines)
        {
            Run(connection, "CREATE TABLE accounts (id INTEGER, plan VARCHAR(20))");
            Run(connection, "INSERT INTO accounts VALUES (1, 'gold')");

            var error = Assert.ThrowsAny<DbException>(() => Texts(connection, sql, "status"));

            Assert.Contains("tenure", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_text_with_a_NUL_is_a_level_never_seen()
    {
        foreach (var (connection, sql) in Engines)
        {
            var nul = sql == SqlDialects.DuckDb ? "chr(0)" : "char(0)";
            Run(connection, "CREATE TABLE accounts (id INTEGER, tenure REAL, plan VARCHAR(20))");
            Run(
                connection,
                $"INSERT INTO accounts VALUES (1, 0, 'gold' || {nul}), (2, 0, {nul} || 'gold'), (3, 0, 'gold')"
            );

            Assert.Equal([250_000_000L, 250_000_000L, 400_000_000L], Wholes(connection, sql, "points_plan"));
            Assert.Equal("unknown:plan", Texts(connection, sql, "reason_2")[0]);
        }
    }

    [Fact]
    public void The_query_can_be_a_view()
    {
        foreach (var (connection, sql) in Engines)
        {
            Run(connection, "CREATE TABLE accounts (id INTEGER, tenure REAL, plan VARCHAR(20))");
            Run(connection, "INSERT INTO accounts VALUES (1, 13, 'gold')");
            Run(connection, $"CREATE VIEW scores AS\n{SqlExport.Write(Model, sql, Accounts)}");
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT health, band, reason_1, churn_probability FROM scores";
            using var reader = command.ExecuteReader();

            Assert.True(reader.Read());
            Assert.Equal(100.0, reader.GetDouble(0));
            Assert.Equal("green", reader.GetString(1));
            Assert.True(reader.IsDBNull(2));
            Assert.Equal(0.04742587317756678, reader.GetDouble(3), 1e-15);
        }
    }

    public void Dispose()
    {
        duck.Dispose();
        lite.Dispose();
    }

    private static HealthModel Model => Exports.SmallModel.Model;

    private (DbConnection Connection, ISqlDialect Sql)[] Engines =>
        [(duck, SqlDialects.DuckDb), (lite, SqlDialects.Sqlite)];

    private static T Opened<T>(T connection)
        where T : DbConnection
    {
        connection.Open();
        return connection;
    }

    private static void Run(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static long[] Wholes(DbConnection connection, ISqlDialect sql, string column) =>
        [.. Values(connection, sql, column, (reader, c) => reader.GetInt64(c))];

    private static string?[] Texts(DbConnection connection, ISqlDialect sql, string column) =>
        [.. Values(connection, sql, column, (reader, c) => reader.IsDBNull(c) ? null : reader.GetString(c))];

    private static List<T> Values<T>(
        DbConnection connection,
        ISqlDialect sql,
        string column,
        Func<DbDataReader, int, T> read
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {column} FROM ({SqlExport.Write(Model, sql, Accounts)}) AS s ORDER BY id";
        using var reader = command.ExecuteReader();
        var values = new List<T>();
        while (reader.Read())
        {
            values.Add(read(reader, 0));
        }

        return values;
    }
}
