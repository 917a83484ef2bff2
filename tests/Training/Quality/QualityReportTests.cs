using System.Text.Json;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Quality;

namespace HealthScore.Training.Tests.Quality;

public sealed class QualityReportTests
{
    [Fact]
    [Trait("Requirement", "000-29")]
    public void A_report_is_one_json_document_with_every_finding()
    {
        var table = Cases.Numbers([5, 7, -1, 6]) with { Accounts = ["a", "b", "c", "d"] };
        table = table with { Catalog = new FactorCatalog([table.Catalog[0] with { RangeFrom = 0 }]) };

        using var json = JsonDocument.Parse(QualityJson.Write(Cases.Check(table)));

        var root = json.RootElement;
        Assert.Equal(
            (4, 4, 0, 0, true),
            (
                root.GetProperty("rows_in_file").GetInt32(),
                root.GetProperty("rows").GetInt32(),
                root.GetProperty("rejected_rows").GetInt32(),
                root.GetProperty("repeated_rows").GetInt32(),
                root.GetProperty("blocked").GetBoolean()
            )
        );
        var impossible = root.GetProperty("findings")
            .EnumerateArray()
            .Single(f => f.GetProperty("id").GetString() == "Q04");
        Assert.Equal("B", impossible.GetProperty("severity").GetString());
        Assert.Equal("X", impossible.GetProperty("column").GetString());
        Assert.Equal(1, impossible.GetProperty("count").GetInt32());
        Assert.Equal(3, Assert.Single(impossible.GetProperty("rows").EnumerateArray()).GetInt32());
        Assert.Equal(-1, impossible.GetProperty("value").GetDouble());
        Assert.Equal(0, impossible.GetProperty("limit").GetDouble());
        Assert.Equal(
            "column 'X' is outside its range in 1 row, the first -1; expected 0 or more.",
            impossible.GetProperty("sentence").GetString()
        );
    }

    [Fact]
    [Trait("Requirement", "000-29")]
    [Trait("Requirement", "000-31")]
    public void Before_scoring_coverage_is_of_weight_and_a_bad_row_is_an_invalid_cell_in_place()
    {
        // Two factors weigh .7 and .3: without the first a row has less than the .60 asked for.
        var model = Model();
        var table = new TrainingTable
        {
            Catalog = model.Catalog,
            RowCount = 4,
            Values =
            [
                [1, double.NaN, 5, 200],
                [1, 1, double.NaN, 1],
            ],
            RowNumbers = [1, 2, 3, 4],
            Outcomes = new HealthScore.Core.Accounts.Outcome[4],
        };

        var report = QualityChecks.RunForScoring(TableReading.From(table), model, Cases.Today);

        Assert.Equal([2], Assert.Single(report.Findings("Q25")).SampleRows);
        Assert.Equal([new InvalidCell(3, "big")], report.InvalidCells());
        Assert.Empty(report.Findings("Q11"));
        Assert.Empty(report.Findings("Q16"));
    }

    [Fact]
    public void A_table_whose_rows_are_all_broken_is_blocked_and_not_judged_further()
    {
        var reading = TableReading.From(Cases.Numbers([double.NaN])) with
        {
            Errors = [new RowError("data.csv", 2, 1, "X", "?", "a number")],
            InvalidCells = [new InvalidCell(0, "x")],
        };

        var report = Cases.Check(reading);

        Assert.True(report.IsBlocked);
        Assert.Equal(["Q01"], report.Findings.Select(finding => finding.Id));
        Assert.Equal(reading.Errors, report.RejectedRows());
    }

    private static HealthModel Model()
    {
        var catalog = new FactorCatalog([
            Cases.Numeric("big") with
            {
                RangeFrom = 0,
                RangeTo = 100,
            },
            Cases.Numeric("small"),
        ]);
        FormulaFactor Part(int index, string key, int best) =>
            new(
                index,
                key,
                FactorBins.Numeric([2.0]),
                new PointsTable([0, best], Missing: 0, MissingLearned: true, Other: 0, Mean: 0)
            );
        return new HealthModel
        {
            Catalog = catalog,
            Formulas =
            [
                new HealthFormula(
                    [Part(0, "big", 700_000_000), Part(1, "small", 300_000_000)],
                    0,
                    0.1,
                    new(null, null)
                ),
            ],
            FormulaHashes = ["0123456789ab"],
            Input = new ModelInput { FactorColumns = ["BIG", "SMALL"] },
            Rules = ScoringRules.Default,
            HorizonDays = 180,
        };
    }
}
