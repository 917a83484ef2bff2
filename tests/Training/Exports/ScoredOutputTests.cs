using System.Collections.Immutable;
using DuckDB.NET.Data;
using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Exports;

namespace HealthScore.Training.Tests.Exports;

public sealed class ScoredOutputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("healthscore-output-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_name_that_ends_in_parquet_gets_parquet_with_the_same_bits_and_types()
    {
        var random = new Random(7);
        double[][] rows = [.. Enumerable.Range(0, 500).Select(_ => (double[])[random.NextDouble() * 30, 0, 1])];
        rows[3] = [double.NaN, 0, double.NaN];
        var columns = Columns with { Contributions = ContributionColumns.Written, AsOf = new DateOnly(2026, 1, 2) };

        var (path, counts) = Write("scored.parquet", columns, rows);

        var read = Read(path);
        Assert.Equal(500, read.Count);
        Assert.Equal(500, counts.Rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var score = HealthScorer.Score(new Snapshot { Account = $"{i + 1}", Values = rows[i] }, SmallModel.Model);
            Assert.Equal($"{i + 1}", read[i]["account_id"]);
            Assert.Equal(new DateOnly(2026, 1, 2), read[i]["as_of"]);
            Assert.Equal(ScoreWords.Of(score.Status), read[i]["status"]);
            Assert.Equal(Bits(score.Health), Bits((double?)read[i]["health"]));
            Assert.Equal(Bits(score.ChurnProbability), Bits((double?)read[i]["churn_probability"]));
            Assert.Equal(Bits(score.Coverage), Bits((double?)read[i]["coverage"]));
        }

        Assert.Null(read[3]["health"]);
        Assert.Equal("coverage", read[3]["reason_1"]);
        Assert.Equal(40.0, read[0]["contribution.plan"]);
    }

    [Fact]
    public void Kept_texts_come_through_parquet_whatever_they_hold()
    {
        string[] owners = ["Ann \"A\", jr", "two\nlines\r\n", " blanks ", "NULL", ""];
        var rows = owners.Select(_ => (double[])[3, 0, 1]).ToArray();

        var (path, _) = Write("scored.PARQUET", Columns with { Keep = ["owner's"] }, rows, owners);

        Assert.Equal([.. owners[..4], null], Read(path).Select(row => (string?)row["owner's"]));
    }

    [Fact]
    public void Any_other_name_gets_csv()
    {
        var (path, _) = Write(
            "scored.txt",
            Columns,
            [
                [3, 0, 1],
            ]
        );

        Assert.StartsWith("account_id,as_of,", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    private static ScoredColumns Columns { get; } = new();

    private (string Path, ScoredCounts Counts) Write(
        string name,
        ScoredColumns columns,
        double[][] rows,
        string[]? owners = null
    )
    {
        var path = Path.Combine(folder, name);
        var table = SmallModel.Table(rows);
        if (owners is not null)
        {
            table = table with { Texts = new Dictionary<string, string[]> { ["owner's"] = owners } };
        }

        var counts = ScoredOutput.Write(
            path,
            ScoredFile.SchemaOf(["tenure", "gender", "plan"], columns),
            stream => ScoredFile.Write(stream, SmallModel.Reading(table), SmallModel.Model, columns)
        );
        return (path, counts);
    }

    private static ImmutableList<Dictionary<string, object?>> Read(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{path}')";
        using var reader = command.ExecuteReader();
        var rows = ImmutableList.CreateBuilder<Dictionary<string, object?>>();
        while (reader.Read())
        {
            rows.Add(
                Enumerable
                    .Range(0, reader.FieldCount)
                    .ToDictionary(reader.GetName, c => reader.IsDBNull(c) ? null : reader.GetValue(c))
            );
        }

        return rows.ToImmutable();
    }

    private static long? Bits(double? number) => number is { } given ? BitConverter.DoubleToInt64Bits(given) : null;
}
