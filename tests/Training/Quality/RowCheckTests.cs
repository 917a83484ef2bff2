using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Quality;

namespace HealthScore.Training.Tests.Quality;

public sealed class RowCheckTests
{
    [Fact]
    [Trait("Requirement", "000-29")]
    public void Q01_blocks_on_cells_that_could_not_be_read_and_cannot_be_accepted()
    {
        var reading = TableReading.From(Cases.Numbers(Cases.Cycle(40, 1, 2, 3))) with
        {
            Errors = [new RowError("data.csv", Line: 3, Row: 2, "X", "12x", "a number")],
            InvalidCells = [new InvalidCell(1, "x")],
        };

        var report = Cases.Check(reading);

        var finding = Assert.Single(report.Findings("Q01"));
        Assert.Equal((Severity.Block, "X", 1), (finding.Severity, finding.Column, finding.Count));
        Assert.Equal([2], finding.SampleRows);
        Assert.Equal(39, report.Table.RowCount);
        var e = Assert.Throws<DataException>(() => report.Decide(Cases.ConfigurationOf(reading.Table), "Q01"));
        Assert.Equal("Q01 cannot be accepted; mend the data or the configuration.", e.Message);
    }

    [Theory]
    [InlineData(FactorKind.Categorical, Severity.Warning)]
    [InlineData(FactorKind.Ordinal, Severity.Block)]
    public void Q01_warns_of_a_level_that_is_not_listed_and_blocks_for_an_ordinal(FactorKind kind, Severity severity)
    {
        var table = Cases.Levels(["a", "b", "a", "b"]);
        var reading = TableReading.From(
            table with
            {
                Catalog = new FactorCatalog([table.Catalog[0] with { Kind = kind }]),
            }
        ) with
        {
            UnlistedLevels = [new UnlistedLevel("x", "c", Count: 2, Rows: [3, 4])],
        };

        var finding = Assert.Single(Cases.Check(reading).Findings("Q01"));

        Assert.Equal((severity, 2), (finding.Severity, finding.Count));
        Assert.Equal(
            "column 'X' is \"c\" in 2 rows, a level that is not listed; expected \"a\", \"b\".",
            finding.Sentence
        );
    }

    [Fact]
    public void Q01_blocks_on_a_column_without_a_value_and_not_on_one_with_a_single_value()
    {
        var empty = Enumerable.Repeat(double.NaN, 40).ToArray();
        double[] one = [1, .. empty[1..]];

        Assert.Single(Cases.Check(Cases.Numbers(empty)).Findings("Q01"));
        Assert.Empty(Cases.Check(Cases.Numbers(one)).Findings("Q01"));
    }

    [Fact]
    public void Q02_drops_equal_rows_of_one_account_and_blocks_on_different_ones()
    {
        var table = Cases.Numbers([1, 1, 2, 3, 4, 4]) with
        {
            Accounts = ["a", "a", "b", "b", "c", "d"],
            Outcomes = [.. Enumerable.Repeat(HealthScore.Core.Accounts.Outcome.Churned, 6)],
        };

        var report = Cases.Check(table);
        var decision = report.Decide(Cases.ConfigurationOf(table), "Q02");

        Assert.Equal([2], report.RepeatedRows);
        var finding = Assert.Single(report.Findings("Q02"));
        Assert.Equal((Severity.Block, "id", 2), (finding.Severity, finding.Column, finding.Count));
        Assert.Equal([3, 4], finding.AffectedRows);
        Assert.Equal(["a", "c", "d"], decision.Table.Accounts!);
        Assert.Equal([3, 4], decision.LeftOutRows);
        Assert.Equal([3, 4], report.RejectedRows().Select(row => row.Row));
    }

    [Fact]
    public void Q02_lets_an_account_have_one_row_a_date_and_rows_without_account_repeat()
    {
        var dated = Cases.Numbers([1, 2]) with { Accounts = ["a", "a"], AsOf = [new(2026, 1, 31), new(2026, 2, 28)] };

        Assert.Empty(Cases.Check(dated).Findings("Q02"));
        Assert.Empty(Cases.Check(Cases.Numbers([1, 1])).RepeatedRows);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 0)]
    [InlineData(-0.001, 1)]
    [InlineData(100.001, 1)]
    public void Q04_blocks_outside_the_declared_range_and_not_on_its_ends(double value, int rows)
    {
        var table = Cases.Numbers([1, value, 3, 50]);
        table = table with { Catalog = new FactorCatalog([table.Catalog[0] with { RangeFrom = 0, RangeTo = 100 }]) };

        var report = Cases.Check(table);
        var decision = report.Decide(Cases.ConfigurationOf(table), "Q04");

        Assert.Equal(rows, report.Findings("Q04").Sum(finding => finding.Count));
        Assert.Equal(4 - rows, decision.Table.RowCount);
        Assert.DoesNotContain(decision.Blocking, finding => finding.Id == "Q04");
        Assert.Equal(rows, report.InvalidCells().Count(cell => cell == new InvalidCell(1, "x")));
        Assert.All(report.RejectedRows(), row => Assert.Equal("0 to 100", row.Expected));
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public void Q05_blocks_on_a_date_after_today(int day, int findings)
    {
        var future = new DateOnly(2026, 6, 1).AddDays(day - 1);
        var table = Cases.Numbers([1, 2]) with { Accounts = ["a", "b"], AsOf = [new(2026, 5, 31), future] };

        var report = Cases.Check(table);

        Assert.Equal(findings, report.Findings("Q05").Length);
        Assert.Equal(findings, report.InvalidCells().Length);
    }

    [Theory]
    [InlineData("2026-05-31", 0)]
    [InlineData("2026-06-01", 1)]
    [InlineData("", 0)]
    public void Q05_blocks_on_a_stage_that_begins_after_the_as_of_date(string since, int findings)
    {
        var table = Cases.Numbers([1]) with
        {
            AsOf = [new(2026, 5, 31)],
            Texts = new Dictionary<string, string[]> { ["since"] = [since] },
        };

        Assert.Equal(findings, Cases.Check(table).Findings("Q05").Length);
    }

    [Theory]
    [InlineData(-1, 2, 1)]
    [InlineData(99, 2, 1)]
    [InlineData(999, 2, 1)]
    [InlineData(999, 1, 0)]
    [InlineData(98, 2, 0)]
    public void Q06_warns_of_a_disguise_in_one_row_of_a_hundred(double disguise, int rows, int findings)
    {
        double[] values =
        [
            .. Enumerable.Range(0, 200 - rows).Select(k => 10 + (k % 50)),
            .. Enumerable.Repeat(disguise, rows),
        ];

        Assert.Equal(findings, Cases.Check(Cases.Numbers(values)).Findings("Q06").Length);
    }

    [Theory]
    [InlineData(new double[] { 0, 50, 60, 70, 80 }, 1)]
    [InlineData(new double[] { 0, 10, 60, 70, 80 }, 0)]
    [InlineData(new double[] { 0, 1, 2, 3, 4 }, 0)]
    [InlineData(new double[] { 0, 1 }, 0)]
    [InlineData(new double[] { 0, 9, 10, 11, 89, 90 }, 0)]
    public void Q06_warns_of_zero_only_where_it_stands_alone(double[] values, int findings)
    {
        Assert.Equal(findings, Cases.Check(Cases.Numbers(Cases.Cycle(200, values))).Findings("Q06").Length);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public void Q25_warns_below_the_share_of_factors_that_must_be_measured(int measured, int findings)
    {
        double[] Column(int j) => j < measured ? [1, 2, 3, 4] : [double.NaN, 2, 3, 4];
        var table = Cases.Numbers([1, 2, 3, 4]) with
        {
            Catalog = new FactorCatalog(Enumerable.Range(0, 5).Select(j => Cases.Numeric($"f{j}"))),
            Values = [.. Enumerable.Range(0, 5).Select(Column)],
        };

        var found = Cases.Check(table).Findings("Q25");

        Assert.Equal(findings, found.Length);
        Assert.All(found, finding => Assert.Equal([1], finding.SampleRows));
    }

    [Theory]
    [InlineData("jo.doe@example.com", true)]
    [InlineData("+44 20 7946 0958", true)]
    [InlineData("(555) 123-4567", true)]
    [InlineData("2026-03-31", false)]
    [InlineData("$60K - $80K", false)]
    [InlineData("10-50", false)]
    [InlineData("no@where", false)]
    public void Q30_knows_addresses_and_phone_numbers(string text, bool isPersonal)
    {
        Assert.Equal(isPersonal, PrivacyCheck.IsPersonal(text));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Q30_blocks_on_an_address_in_one_cell_of_a_hundred_and_cannot_be_accepted(int rows, int findings)
    {
        string[] cells = [.. Enumerable.Repeat("plan", 200 - rows), .. Enumerable.Repeat("a@b.com", rows)];
        var table = Cases.Levels(cells);

        var report = Cases.Check(table);

        Assert.Equal(findings, report.Findings("Q30").Length);
        Assert.Throws<DataException>(() => report.Decide(Cases.ConfigurationOf(table), "Q30"));
    }

    [Theory]
    [InlineData("they were not at all", 1)]
    [InlineData("they were not happy", 0)]
    public void Q30_blocks_on_a_median_of_five_words(string text, int findings)
    {
        Assert.Equal(
            findings,
            Cases.Check(Cases.Levels([text, text, "short", "long text " + text])).Findings("Q30").Length
        );
    }
}
