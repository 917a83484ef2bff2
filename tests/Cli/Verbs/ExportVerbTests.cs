using System.Text.Json;
using DuckDB.NET.Data;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

public sealed class ExportVerbTests : IDisposable
{
    private const string Rows =
        "A-1,3,One year,Male,gold,Ann\nA-2,0.5,Month-to-month,Female,basic,Ann\nA-3,20, Two year ,Male,silver,Bo\n"
        + "A-4,,na,Male,NA,Bo\nA-5,1,Three year,Male,gold,Bo\nA-6,,,,,Bo\n";

    private readonly Folder folder = new();

    public ExportVerbTests() => TestModel.Write(folder["model"]);

    [Fact]
    public async Task The_query_gives_what_score_writes()
    {
        folder.Write("rows.csv", TestModel.Header, Rows.TrimEnd());
        await Ran("score", "--model", folder["model"], "--data", folder["rows.csv"], "--out", folder["scored.csv"]);
        await Exported("duckdb");

        var scored = File.ReadLines(folder["scored.csv"]).Skip(1).Select(line => line.Split(',')).ToArray();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run(
            connection,
            "CREATE TABLE accounts (\"customerID\" VARCHAR, tenure DOUBLE, \"Contract\" VARCHAR, \"Plan\" VARCHAR)"
        );
        foreach (var cells in Rows.TrimEnd().Split('\n').Select(row => row.Split(',')))
        {
            var tenure = cells[1].Length == 0 ? "NULL" : cells[1];
            Run(connection, $"INSERT INTO accounts VALUES ('{cells[0]}', {tenure}, '{cells[2]}', '{cells[4]}')");
        }

        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT account_id, status, health, band, churn_probability, coverage, reason_1, reason_2, reason_3, "
            + $"model_version, formula_hash FROM ({File.ReadAllText(folder["score.sql"])}) AS scores";
        using var reader = command.ExecuteReader();
        for (var row = 0; row < scored.Length; row++)
        {
            Assert.True(reader.Read());
            var line = scored[row];
            string[] expected = [line[0], .. line[4..8], line[9], .. line[10..15]];
            Assert.Equal(expected, Enumerable.Range(0, reader.FieldCount).Select(c => $"{reader[c]}"));
        }
    }

    [Fact]
    public async Task A_trial_says_how_many_rows_were_the_same()
    {
        var ran = await Exported("sqlite", "--verify", ":memory:", "--rows", "500");

        Assert.Contains("500 random rows", ran.Out, StringComparison.Ordinal);
        Assert.Contains("SQLite scored", ran.Out, StringComparison.Ordinal);
        Assert.StartsWith(
            "-- The health score of model ",
            File.ReadAllText(folder["score.sql"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_trial_is_one_JSON_document()
    {
        var ran = await Exported("duckdb", "--verify", ":memory:", "--rows", "500", "--json");

        var verified = JsonDocument.Parse(ran.Out).RootElement.GetProperty("verified");

        Assert.Equal(500, verified.GetProperty("random_rows").GetInt32());
        Assert.InRange(verified.GetProperty("largest_probability_distance").GetDouble(), 0, 1e-12);
    }

    [Fact]
    public async Task Two_exports_are_the_same_bytes()
    {
        await Exported("clickhouse");
        var first = File.ReadAllBytes(folder["score.sql"]);
        await Exported("clickhouse", "--replace");

        Assert.Equal(first, File.ReadAllBytes(folder["score.sql"]));
    }

    public void Dispose() => folder.Dispose();

    private static void Run(DuckDBConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private Task<Ran> Exported(string dialect, params string[] further) =>
        Ran([
            "export",
            "--model",
            folder["model"],
            "--format",
            "sql",
            "--dialect",
            dialect,
            "--out",
            folder["score.sql"],
            .. further,
        ]);

    private static async Task<Ran> Ran(params string[] arguments)
    {
        var ran = await TheProgram.Run(arguments);
        Assert.Equal(("", 0), (ran.ExitCode == 0 ? "" : ran.Error, ran.ExitCode));
        return ran;
    }
}
