using DuckDB.NET.Data;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Data;

public sealed class ParquetReadingTests : IDisposable
{
    private readonly Files files = new();

    public static bool Present => SharedData.Present;

    public void Dispose() => files.Dispose();

    [Fact]
    public void Parquet_gives_the_same_table_as_csv()
    {
        var csv = files.Write(Schemas.Header + "1,3,0,yes\n2,4.5,1,no\n3,,0,\n");
        var parquet = Copy(
            """
            SELECT * FROM (VALUES (1::BIGINT, 3.0::DOUBLE, 0::INTEGER, 'yes'), (2, 4.5, 1, 'no'), (3, NULL, 0, NULL))
            AS rows(id, seats, plan, churn)
            """
        );

        var fromCsv = TableReader.Read(csv, Schemas.Small).Table;
        var fromParquet = TableReader.Read(parquet, Schemas.Small).Table;

        Assert.Equal(["0", "1"], fromParquet.Catalog[1].Levels);
        Assert.Equal(fromCsv.Accounts!, fromParquet.Accounts!);
        Assert.Equal(fromCsv.Values[0], fromParquet.Values[0]);
        Assert.Equal(fromCsv.Values[1], fromParquet.Values[1]);
        Assert.Equal(fromCsv.Outcomes, fromParquet.Outcomes);
        Assert.Equal(DataHash.Of(fromCsv), DataHash.Of(fromParquet));
    }

    [Theory]
    [InlineData("true", "True")]
    [InlineData("DATE '2026-03-31'", "2026-03-31")]
    [InlineData("TIMESTAMP '2026-03-31 00:00:00'", "2026-03-31")]
    [InlineData("TIMESTAMP '2026-03-31 12:30:00'", "2026-03-31 12:30:00")]
    [InlineData("170141183460469231731687303715884105727::HUGEINT::VARCHAR", "170141183460469231731687303715884105727")]
    [InlineData("9007199254740993::BIGINT", "9007199254740993")]
    [InlineData("7::TINYINT", "7")]
    [InlineData("7::UINTEGER", "7")]
    [InlineData("0.1::FLOAT", "0.1")]
    [InlineData("0.1::DOUBLE", "0.1")]
    [InlineData("1.50::DECIMAL(9,2)", "1.50")]
    public void A_level_is_the_text_that_csv_would_have(string sql, string level)
    {
        var parquet = Copy($"SELECT 'a' AS id, 1.5::FLOAT AS seats, {sql} AS plan");

        var table = TableReader.Read(parquet, Schemas.WithoutOutcome).Table;

        Assert.Equal([level], table.Catalog[1].Levels);
        Assert.Equal([1.5], table.Values[0]);
    }

    [Fact]
    public void A_wrong_value_is_reported_with_its_row()
    {
        var parquet = Copy("SELECT * FROM (VALUES ('a', 'x', 'p'), ('b', '2', 'p')) AS rows(id, seats, plan)");

        var reading = TableReader.Read(parquet, Schemas.WithoutOutcome);

        var error = Assert.Single(reading.Errors);
        Assert.Equal(new RowError("data.parquet", Line: 1, Row: 1, "seats", "x", "a number"), error);
    }

    [Fact]
    public void A_column_of_lists_is_refused_by_name()
    {
        var parquet = Copy("SELECT 'a' AS id, [1, 2] AS seats, 'p' AS plan");

        var e = Assert.Throws<DataException>(() => TableReader.Read(parquet, Schemas.WithoutOutcome));

        Assert.Equal("data.parquet: column 'seats' holds List; expected numbers, text, booleans or dates.", e.Message);
    }

    [Fact]
    public void A_pattern_is_no_file_name()
    {
        var path = files.Write("PAR1"u8.ToArray(), "all*.parquet");

        var e = Assert.Throws<DataException>(() => TableReader.Read(path, Schemas.WithoutOutcome));

        Assert.Contains("would be a pattern or an address", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,seats\n1,2\n", "data.parquet: this is not a Parquet file: it does not begin with PAR1.")]
    [InlineData("", "data.parquet: the file is empty; expected a header and rows.")]
    public void A_file_that_is_not_parquet_is_called_so(string text, string sentence)
    {
        var path = files.Write(text, "data.parquet");

        var e = Assert.Throws<DataException>(() => TableReader.Read(path, Schemas.WithoutOutcome));

        Assert.Equal(sentence, e.Message);
    }

    [Fact]
    public void A_cut_parquet_file_is_refused()
    {
        var whole = File.ReadAllBytes(Copy("SELECT 'a' AS id, 1 AS seats, 'p' AS plan"));
        var path = files.Write(whole[..(whole.Length / 2)], "cut.parquet");

        var e = Assert.Throws<DataException>(() => TableReader.Read(path, Schemas.WithoutOutcome));

        Assert.StartsWith("cut.parquet: this is not a Parquet file: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_opens_no_other_file()
    {
        var outside = files.Write("a\n1\n", "outside.csv");
        var inside = Directory.CreateDirectory(files.PathOf("inside")).FullName;
        using var connection = LockedDuckDb.Open(inside);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_csv('{outside}')";

        Assert.Throws<DuckDBException>(() => command.ExecuteScalar());

        command.CommandText = "SET enable_external_access = true";
        Assert.Throws<DuckDBException>(() => command.ExecuteNonQuery());
    }

    [Fact(Skip = SharedData.Reason, SkipUnless = nameof(Present))]
    public void Telco_as_parquet_is_telco_as_csv()
    {
        var csv = SharedData.PathOf("telco_ibm");
        var options = new InferenceOptions("Churn") { Exclude = ["fold"] };
        var schema = TableSchema.From(ConfigurationInference.Infer(csv, options).Configuration, "fold");
        var parquet = Copy($"SELECT * FROM read_csv('{csv}', auto_type_candidates = ['BIGINT', 'DOUBLE', 'VARCHAR'])");

        var fromCsv = TableReader.Read(csv, schema).Table;
        var fromParquet = TableReader.Read(parquet, schema).Table;

        Assert.Equal(7043, fromCsv.RowCount);
        Assert.Equal(fromCsv.Texts["fold"], fromParquet.Texts["fold"]);
        Assert.Equal(DataHash.Of(fromCsv), DataHash.Of(fromParquet));
    }

    private string Copy(string query)
    {
        var path = files.PathOf("data.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({query}) TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return path;
    }
}
