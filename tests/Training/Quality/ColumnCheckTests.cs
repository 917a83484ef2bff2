using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Quality;

namespace HealthScore.Training.Tests.Quality;

public sealed class ColumnCheckTests
{
    /// <summary>
    /// A factor that is 1 for the churned and 0 for the others, but for one row in <paramref name="every"/>.
    /// </summary>
    private static TrainingTable Telling(int rows, int every)
    {
        var outcomes = Cases.EverySecond(rows);
        var values = outcomes
            .Select((o, row) => (o == Outcome.Churned) != (row / 2 % every == 0) ? 1.0 : 0.0)
            .ToArray();
        return Cases.Numbers(values, outcomes);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(15, Severity.Warning)]
    [InlineData(100, Severity.Block)]
    public void Q11_warns_above_90_and_blocks_above_97(int every, Severity? severity)
    {
        // A flag that errs in 1 of n rows on either side has AUC 1 - 1/n: .80, .933 and .99.
        var table = Telling(4000, every);

        var found = Cases.Check(table).Findings("Q11");

        Assert.Equal(severity, found.Length == 0 ? null : found[0].Severity);
        Assert.All(found, finding => Assert.Equal(1 - (1.0 / every), finding.Value!.Value, 0.005));
    }

    [Fact]
    public void Q11_is_accepted_by_leaving_the_column_out_or_by_name_keeping_it()
    {
        var leak = Telling(4000, every: 100);
        var table = leak with
        {
            Catalog = new FactorCatalog([Cases.Numeric("x"), Cases.Numeric("y")]),
            Values = [leak.Values[0], Cases.Cycle(4000, 1, 2, 3)],
        };
        var (report, configuration) = (Cases.Check(table), Cases.ConfigurationOf(table));

        var refused = report.Decide(configuration);
        var without = report.Decide(configuration, "Q11");
        var kept = report.Decide(configuration, "Q11:X");

        Assert.Equal(["Q11"], refused.Blocking.Select(finding => finding.Id));
        Assert.Empty(without.Blocking);
        Assert.Equal(["Y"], without.Configuration.Factors.Select(factor => factor.Column));
        Assert.Equal("y", Assert.Single(without.Table.Catalog.Factors).Key);
        Assert.Same(table.Values[1], without.Table.Values[0]);
        Assert.Empty(kept.Blocking);
        Assert.Equal(2, kept.Table.Catalog.Count);
        Assert.Equal(["Q11:X"], kept.Accepted);
    }

    [Fact]
    public void Q11_judges_noise_by_rows_that_did_not_teach()
    {
        // 400 levels of ten rows each learn their own outcomes by heart; rows not seen show that it is nothing.
        var random = new Random(7);
        var outcomes = Enumerable
            .Range(0, 4000)
            .Select(_ => random.Next(2) == 0 ? Outcome.Churned : Outcome.Retained)
            .ToArray();
        double[] values = [.. Enumerable.Range(0, 4000).Select(_ => (double)random.Next(400))];
        var table = Cases.Numbers(values, outcomes);

        var auc = LeakCheck.AucOfEach(table, purgeDays: 0)[0];

        Assert.InRange(auc, 0.45, 0.55);
    }

    [Fact]
    public void Q11_sees_a_leak_of_any_shape()
    {
        // Churned in the middle of the range: no single direction tells it.
        double[] values = [.. Enumerable.Range(0, 3000).Select(row => (double)(row * 7919 % 3000))];
        var outcomes = values.Select(x => x is >= 1000 and < 2000 ? Outcome.Churned : Outcome.Retained).ToArray();

        var auc = LeakCheck.AucOfEach(Cases.Numbers(values, outcomes), purgeDays: 0)[0];

        Assert.InRange(auc, 0.99, 1.0);
    }

    [Fact]
    public void Q11_of_dated_rows_is_judged_on_the_last_dates()
    {
        // The column tells the outcome of the first eight months only.
        var table = Cases.Numbers(new double[4000]);
        for (var row = 0; row < 4000; row++)
        {
            table.Values[0][row] = row < 3200 == (table.Outcomes[row] == Outcome.Churned) ? 1 : 0;
        }

        var dated = table with
        {
            AsOf = [.. Enumerable.Range(0, 4000).Select(row => new DateOnly(2025, 1, 31).AddMonths(row / 400))],
        };

        Assert.InRange(LeakCheck.AucOfEach(dated, purgeDays: 0)[0], 0.0, 0.01);
    }

    [Theory]
    [InlineData(31, 1)]
    [InlineData(30, 0)]
    public void Q12_warns_where_missing_tells_the_outcome(int missingOfChurned, int findings)
    {
        // 100 churned, 100 retained, none of the retained missing: AUC is .5 + share / 2, .655 or .65.
        var table = Cases.Numbers(Cases.Cycle(200, 1, 2, 3));
        for (var k = 0; k < missingOfChurned; k++)
        {
            table.Values[0][2 * k] = double.NaN;
        }

        Assert.Equal(findings, Cases.Check(table).Findings("Q12").Length);
    }

    [Theory]
    [InlineData(10, 90, 0)]
    [InlineData(9, 91, 1)]
    [InlineData(10, 89, 1)]
    public void Q16_warns_below_10_churned_or_100_rows(int churned, int retained, int findings)
    {
        Outcome[] outcomes =
        [
            .. Enumerable.Repeat(Outcome.Churned, churned),
            .. Enumerable.Repeat(Outcome.Retained, retained),
            Outcome.Unknown,
        ];
        var table = Cases.Numbers(Cases.Cycle(outcomes.Length, 1, 2, 3), outcomes);

        var found = Cases.Check(table).Findings("Q16").Where(finding => finding.Severity == Severity.Warning).ToArray();

        Assert.Equal(findings, found.Length);
        Assert.All(found, finding => Assert.Equal(("all", "all"), (finding.Segment, finding.Stage)));
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(38, 1)]
    public void Q16_tells_of_fewer_than_ten_churned_rows_a_factor(int rows, int findings)
    {
        var table = Cases.Numbers(Cases.Cycle(rows, 1, 2, 3)) with
        {
            Catalog = new FactorCatalog([Cases.Numeric("x"), Cases.Numeric("y")]),
            Values = [Cases.Cycle(rows, 1, 2, 3), Cases.Cycle(rows, 1, 5, 3, 2)],
        };

        var found = Cases.Check(table).Findings("Q16").Where(finding => finding.Severity == Severity.Info);

        Assert.Equal(findings, found.Count());
    }

    [Theory]
    [InlineData(0.45, 1)]
    [InlineData(0.52, 0)]
    public void Q20_warns_above_a_correlation_of_90(double noise, int findings)
    {
        // x and e are +-1 and unrelated; y = x + noise e correlates by 1 / sqrt(1 + noise^2): .912 and .887.
        double[] x = Cases.Cycle(400, -1, 1);
        double[] e = Cases.Cycle(400, -1, -1, 1, 1);
        var table = Cases.Numbers(x) with
        {
            Catalog = new FactorCatalog([Cases.Numeric("x"), Cases.Numeric("y")]),
            Values = [x, [.. x.Zip(e, (a, b) => a + (noise * b))]],
        };

        var found = Cases.Check(table).Findings("Q20");

        Assert.Equal(findings, found.Length);
        Assert.All(found, finding => Assert.Equal(1 / Math.Sqrt(1 + (noise * noise)), finding.Value!.Value, 1e-12));
    }

    [Theory]
    [InlineData(0.42, 11.2, 1)]
    [InlineData(0.50, 8.2, 0)]
    public void Q20_warns_where_other_columns_together_foretell_one(double noise, double inflation, int findings)
    {
        // sum = a + b + noise e; a and b are +-1: pairs correlate below .71, but sum's R2 is 2 / (2 + noise^2),
        // and its variance inflation 1 / (1 - R2) = 1 + 2 / noise^2; those of a and b are 1 + 1 / noise^2.
        double[] a = Cases.Cycle(800, -1, 1),
            b = Cases.Cycle(800, -1, -1, 1, 1),
            e = Cases.Cycle(800, -1, -1, -1, -1, 1, 1, 1, 1);
        double[] sum = [.. a.Select((x, row) => x + b[row] + (noise * e[row]))];
        var scaled = 1 + (2 / (noise * noise));

        var inflations = CollinearityCheck.Inflations([a, b, sum]);

        Assert.Equal(scaled, inflations[2], 1e-4);
        Assert.Equal(1 + (1 / (noise * noise)), inflations[0], 1e-4);
        var table = Cases.Numbers(a) with
        {
            Catalog = new FactorCatalog([Cases.Numeric("a"), Cases.Numeric("b"), Cases.Numeric("sum")]),
            Values = [a, b, sum],
        };
        Assert.Equal(findings, Cases.Check(table).Findings("Q20").Count(finding => finding.Column == "SUM"));
        Assert.True(inflation > 0);
    }

    [Fact]
    public void Q24_warns_where_the_file_was_sorted_by_outcome()
    {
        Outcome[] sorted = [.. Enumerable.Repeat(Outcome.Churned, 50), .. Enumerable.Repeat(Outcome.Retained, 50)];

        var found = Cases.Check(Cases.Numbers(Cases.Cycle(100, 1, 2, 3), sorted)).Findings("Q24");

        Assert.Equal(0, Assert.Single(found).Value);
        Assert.Empty(Cases.Check(Cases.Numbers(Cases.Cycle(100, 1, 2, 3))).Findings("Q24"));
    }

    [Theory]
    [InlineData("a", "b", 1)]
    [InlineData("a", "a", 0)]
    [InlineData("2", "10", 1)]
    public void Q24_warns_where_ids_tell_the_outcome(string churned, string retained, int findings)
    {
        var table = Cases.Numbers(Cases.Cycle(100, 1, 2, 3));
        var named = table with
        {
            Accounts =
            [
                .. Enumerable.Range(0, 100).Select(row => (row % 2 == 0 ? churned : retained) + $"{100 + (row / 2)}"),
            ],
        };

        Assert.Equal(findings, Cases.Check(named).Findings("Q24").Length);
    }

    [Fact]
    public void An_unknown_check_or_column_is_refused_with_the_near_name()
    {
        var table = Cases.Numbers([1, 2, 3]);
        var (report, configuration) = (Cases.Check(table), Cases.ConfigurationOf(table));

        var noCheck = Assert.Throws<DataException>(() => report.Decide(configuration, "Q1"));
        var noColumn = Assert.Throws<DataException>(() => report.Decide(configuration, "Q11:Z"));

        Assert.StartsWith(
            "--accept Q1: there is no such check; did you mean '",
            noCheck.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("--accept Q11:Z: no factor has the column 'Z'; did you mean 'X'?", noColumn.Message);
        Assert.Equal(DataProblem.Usage, noColumn.Problem);
    }
}
