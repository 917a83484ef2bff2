using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql;
using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Engines;
using HealthScore.Training.Exports.Sql.Verifying;

namespace HealthScore.Training.Tests.Exports.Sql;

/// <summary>What every engine is tried with; each engine has a class of tests that call these.</summary>
internal static class EngineTrials
{
    private const int RandomRows = 20_000;

    /// <summary>The models by what they have.</summary>
    public static TheoryData<string> Models { get; } =
    ["single", "single, empty is wrong", "staged", "hostile", "steep"];

    public static HealthModel ModelOf(string name) =>
        name switch
        {
            "single" => SqlModels.Single(2),
            "single, empty is wrong" => SqlModels.Single(3),
            "staged" => SqlModels.Staged(4),
            "hostile" => SqlModels.Hostile(6),
            "steep" => SqlModels.Steep(8),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such model"),
        };

    public static void SameAsHere(ISqlDialect sql, string connection, string model)
    {
        // Blends of every pair of stages are hundreds of formulas; where they are withheld, the query is short.
        var blends =
            sql == SqlDialects.DuckDb || sql == SqlDialects.ClickHouse ? StageBlends.Written : StageBlends.Withheld;

        var result = Run(ModelOf(model), sql, connection, RandomRows, blends);

        Assert.Equal([], result.Examples);
        Assert.True(result.Holds);
        Assert.True(result.ScoredRows > RandomRows / 3, $"only {result.ScoredRows} rows got a score");
        Assert.InRange(result.LargestProbabilityDistance, 0, SqlVerification.Tolerance);
    }

    public static void SameAsHereWithBlends(ISqlDialect sql, string connection)
    {
        var result = Run(SqlModels.Staged(4), sql, connection, 2_000, StageBlends.Written);

        Assert.Equal([], result.Examples);
        Assert.True(result.Holds);
    }

    /// <summary>Each literal is the double that was loaded, and neither of its neighbours.</summary>
    public static void LiteralsAreTheSameBits(ISqlDialect sql, string connection)
    {
        double[] numbers = [.. Numbers(new Random(5), 300)];
        TrialCell[] cells =
        [
            .. numbers
                .SelectMany(x => new[] { x, Math.BitDecrement(x), Math.BitIncrement(x) })
                .Select(x => new TrialCell(x)),
        ];
        using var engine = SqlEngines.Open(sql, connection);
        engine.Load(new TrialTable("n", 0, cells.Length, [new TrialColumn("x", TrialKind.Number, cells)]));
        var tests = numbers.Select((x, k) => $"WHEN n >= {3 * k} AND n < {(3 * k) + 3} AND x = {sql.Number(x)} THEN 1");
        engine.Score(
            $"SELECT n, 'x' AS status, CASE {string.Join(' ', tests)} ELSE 0 END AS health_points, {sql.Number(0)} AS "
                + $"health, {sql.Number(0)} AS churn_probability, 'x' AS band, {sql.Number(0)} AS coverage, 'x' AS "
                + $"reason_1, 'x' AS reason_2, 'x' AS reason_3, 'x' AS formula_hash FROM {engine.RowsTable}"
        );

        var equal = engine.Answers("n", []).Select(answer => answer.HealthPoints).ToArray();

        engine.Clear();
        Assert.Equal(cells.Length, equal.Length);
        Assert.Equal(equal.Select((_, k) => k % 3 == 0 ? 1L : 0L), equal.Select(found => found ?? -1));
    }

    public static void ARefusedQueryLeavesNothing(ISqlDialect sql, string connection)
    {
        using var engine = SqlEngines.Open(sql, connection);
        var table = new TrialTable("n", 0, 1, [new TrialColumn("x", TrialKind.Number, [default])]);
        engine.Load(table);

        var refused = Assert.Throws<EngineException>(() => engine.Score($"SELECT y FROM {engine.RowsTable}"));
        engine.Clear();

        Assert.StartsWith($"{sql.Title}: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Throws<EngineException>(() => engine.Score($"SELECT n FROM {engine.RowsTable}"));
        engine.Load(table);
        engine.Clear();
    }

    public static void AFileStaysAsItWas(ISqlDialect sql)
    {
        var folder = Directory.CreateTempSubdirectory("healthscore-engine-");
        try
        {
            var file = Path.Combine(folder.FullName, "customers.db");
            using (
                System.Data.Common.DbConnection connection =
                    sql == SqlDialects.DuckDb
                        ? new DuckDB.NET.Data.DuckDBConnection($"DataSource={file}")
                        : new Microsoft.Data.Sqlite.SqliteConnection($"DataSource={file};Pooling=False")
            )
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "CREATE TABLE healthscore_rows (kept INTEGER)";
                command.ExecuteNonQuery();
            }

            var before = File.ReadAllBytes(file);

            var result = Run(SqlModels.Single(2), sql, file, 100, StageBlends.Written);

            Assert.True(result.Holds);
            Assert.Equal(before, File.ReadAllBytes(file));
            Assert.Equal([file], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static VerificationResult Run(
        HealthModel model,
        ISqlDialect sql,
        string connection,
        int rows,
        StageBlends blends
    ) => SqlVerification.Run(model, sql, connection, new TrialSize(rows, Seed: 7), blends, TimeProvider.System);

    /// <summary>Any bits, and decimals such as edges are.</summary>
    private static IEnumerable<double> Numbers(Random random, int count)
    {
        double[] chosen = [0.1, 0.1 + 0.2, 1e22, 1e23, 123456789.123, 2.2250738585072014e-308, 1.7976931348623157e300];
        foreach (var number in chosen)
        {
            yield return number;
        }

        for (var k = chosen.Length; k < count; k++)
        {
            var bits = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            yield return k % 2 == 0 ? Math.Round((random.NextDouble() - 0.5) * 1e6, random.Next(15))
            : double.IsNormal(bits) && Math.Abs(bits) is > 1e-290 and < 1e290 ? bits
            : random.NextDouble();
        }
    }
}
