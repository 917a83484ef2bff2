using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Tests.Exports.Sql;

public class DialectRulesTests
{
    private static readonly SqlSource Accounts = new("accounts");

    public static TheoryData<string> Words => [.. SqlDialects.All.Select(sql => sql.Word)];

    [Fact]
    public void A_name_of_63_bytes_is_a_name_of_PostgreSQL_and_one_of_64_is_refused()
    {
        var fits = Named(new string('ä', 31) + "x");
        var cut = Named(new string('ä', 32));

        var query = SqlExport.Write(fits, SqlDialects.PostgreSql, Accounts);
        var refused = Assert.Throws<SqlExportException>(() => SqlExport.Write(cut, SqlDialects.PostgreSql, Accounts));

        Assert.Contains(new string('ä', 31) + "x", query, StringComparison.Ordinal);
        Assert.Contains("has 64 bytes, and PostgreSQL cuts names at 63.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_refused_where_they_are_one_name()
    {
        var model = Named("Column_1");

        Assert.NotEmpty(SqlExport.Write(model, SqlDialects.PostgreSql, Accounts));
        Assert.NotEmpty(SqlExport.Write(model, SqlDialects.ClickHouse, Accounts));
        foreach (var sql in new[] { SqlDialects.DuckDb, SqlDialects.Sqlite })
        {
            var refused = Assert.Throws<SqlExportException>(() => SqlExport.Write(model, sql, Accounts));
            Assert.Equal(
                $"columns \"Column_1\" and \"column_1\" differ in case only, which {sql.Title} takes for one column.",
                string.Join(" ", refused.Message)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_name_or_level_with_a_NUL_or_half_a_character_is_refused(string word)
    {
        var sql = SqlDialects.Of(word)!;
        var single = SqlModels.Single(2);
        HealthModel[] models =
        [
            Named("a\0b"),
            Named("half \ud83d"),
            Named(""),
            single with
            {
                Input = single.Input with { MissingWords = ["n\0a"] },
            },
        ];

        Assert.All(models, model => Assert.Throws<SqlExportException>(() => SqlExport.Write(model, sql, Accounts)));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_kept_column_may_not_have_the_name_of_a_result(string word)
    {
        var sql = SqlDialects.Of(word)!;

        var refused = Assert.Throws<SqlExportException>(() =>
            SqlExport.Write(SqlModels.Single(2), sql, Accounts with { Keep = ["band"] })
        );

        Assert.Equal("the result would have two columns \"band\"; keep others.", refused.Message);
    }

    [Fact]
    public void Nothing_inside_a_query_has_the_name_of_a_column()
    {
        var query = SqlExport.Write(Named("hs_x0"), SqlDialects.DuckDb, Accounts);

        Assert.Contains(
            "hs2_t.\"hs_x0\" AS VARCHAR",
            query.Replace("DOUBLE", "VARCHAR", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains("hs2_bins", query, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_may_stand_in_a_schema_and_have_points_in_its_name()
    {
        Assert.Equal(["sales", "accounts"], new SqlSource("sales.accounts").TableParts);
        Assert.Equal(["sales", "the \"one\".two"], new SqlSource("sales.\"the \"\"one\"\".two\"").TableParts);
        Assert.Contains(
            "FROM \"sales\".\"select\" AS hs_t",
            SqlExport.Write(SqlModels.Single(2), SqlDialects.PostgreSql, new SqlSource("sales.select")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Log_odds_are_clamped_before_exp()
    {
        var query = SqlExport.Write(SqlModels.Steep(2), SqlDialects.PostgreSql, Accounts);

        Assert.Contains(
            "CASE WHEN hs_log_odds > CAST('700' AS double precision) THEN CAST('700' AS double precision) "
                + "WHEN hs_log_odds < CAST('-700' AS double precision) THEN CAST('-700' AS double precision) "
                + "ELSE hs_log_odds END AS hs_clamped",
            query,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_step_of_PostgreSQL_and_SQLite_is_fenced()
    {
        var steps = 7;

        Assert.Equal(steps, Count(SqlDialects.PostgreSql, "\n  OFFSET 0\n"));
        Assert.Equal(steps, Count(SqlDialects.Sqlite, "\n  LIMIT -1 OFFSET 0\n"));
    }

    [Fact]
    public void Numbers_have_as_many_digits_as_their_bits_need()
    {
        Assert.Equal("CAST('0.30000000000000004' AS double precision)", SqlDialects.PostgreSql.Number(0.1 + 0.2));
        Assert.Equal("CAST('12.5' AS DOUBLE)", SqlDialects.DuckDb.Number(12.5));
        Assert.Equal("toFloat64(12.0)", SqlDialects.ClickHouse.Number(12));
        Assert.Equal("12.5", SqlDialects.Sqlite.Number(12.5));
        Assert.Equal("0.0", SqlDialects.Sqlite.Number(0));
        Assert.Equal("-3.0", SqlDialects.Sqlite.Number(-3));
        Assert.Equal("(CAST(3602879701896397 AS REAL) / 36028797018963968)", SqlDialects.Sqlite.Number(0.1));
    }

    [Fact]
    public void Texts_and_names_are_quoted_as_each_engine_reads_them()
    {
        const string hostile = "a'b\"c\\d`e";

        Assert.Equal("E'a''b\"c\\\\d`e'", SqlDialects.PostgreSql.Text(hostile));
        Assert.Equal("'a''b\"c\\d`e'", SqlDialects.DuckDb.Text(hostile));
        Assert.Equal("'a''b\"c\\d`e'", SqlDialects.Sqlite.Text(hostile));
        Assert.Equal("'a\\'b\"c\\\\d`e'", SqlDialects.ClickHouse.Text(hostile));
        Assert.Equal("\"a'b\"\"c\\d`e\"", SqlDialects.PostgreSql.Quoted(hostile));
        Assert.Equal("`a'b\"c\\\\d\\`e`", SqlDialects.ClickHouse.Quoted(hostile));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_line_of_comment_stays_one(string word)
    {
        var query = SqlExport.Write(SqlModels.Hostile(6), SqlDialects.Of(word)!, Accounts);

        var notes = query.Split('\n').Where(line => line.StartsWith("-- ", StringComparison.Ordinal));

        Assert.DoesNotContain(notes, line => line.Any(char.IsControl));
    }

    [Fact]
    public void More_formulas_than_fit_into_a_query_are_refused()
    {
        var model = SqlModels.Staged(4);
        var stages = Enumerable.Range(0, 5).Select(k => (k, "all")).ToArray();
        var many = model with
        {
            Formulas =
            [
                .. model.Formulas.Where(f => f.IsCommon),
                .. stages.Select(s => SqlModels.Named(model.Formulas[0], "all", $"stage {s.k}")),
            ],
            FormulaHashes = [.. Enumerable.Repeat("0123456789ab", 6)],
        };

        var refused = Assert.Throws<SqlExportException>(() => SqlExport.Write(many, SqlDialects.DuckDb, Accounts));
        var withheld = SqlExport.Write(many, SqlDialects.DuckDb, Accounts with { Blends = StageBlends.Withheld });

        Assert.StartsWith(
            "stages that change into one another blend 30 pairs of formulas",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("'stage_blend'", withheld, StringComparison.Ordinal);
    }

    private static HealthModel Named(string column)
    {
        var model = SqlModels.Single(2);
        return model with { Input = model.Input with { FactorColumns = model.Input.FactorColumns.SetItem(0, column) } };
    }

    private static int Count(ISqlDialect sql, string part) =>
        SqlExport.Write(SqlModels.Single(2), sql, Accounts).Split(part).Length - 1;
}
