using System.Globalization;
using System.Text;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Exports;

namespace HealthScore.Training.Tests.Exports;

public class BlendedRowsTests
{
    private static readonly DateOnly Since = new(2026, 1, 10);

    private static readonly HealthModel Model = Staged();

    /// <summary>Days 0, 1, 30, 59 and 60 of the change, and a row that names no stage before.</summary>
    [Fact]
    [Trait("Requirement", "001-18")]
    public void A_file_scores_each_row_by_the_formula_of_its_day_of_the_blend()
    {
        int[] after = [0, 1, 30, 59, 60, 30];
        var table = SmallModel.Table([.. after.Select(_ => (double[])[3, 0, 1])]) with
        {
            AsOf = [.. after.Select(Since.AddDays)],
            Stages = [.. after.Select(_ => "late")],
            Texts = new Dictionary<string, string[]>
            {
                ["old"] = [.. after.Select((_, row) => row < 5 ? "early" : "")],
                ["since"] = [.. after.Select(_ => "2026-01-10")],
            },
        };
        var snapshots = after.Select((_, row) => TableSnapshots.Of(table, row, Model.Input, asOf: null)).ToArray();
        var expected = snapshots.Select(snapshot => HealthScorer.Score(snapshot, Model)).ToArray();

        using var stream = new MemoryStream();
        ScoredFile.Write(stream, SmallModel.Reading(table), Model, new ScoredColumns());
        var rows = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n')[1..].Select(r => r.Split(','));

        Assert.Equal(
            expected.Select(health => (health.Health!.Value, health.ChurnProbability!.Value, health.FormulaHash)),
            rows.Select(cells => (Number(cells[5]), Number(cells[7]), cells[^1]))
        );
        Assert.Equal(["early0000000", "late00000000"], [expected[0].FormulaHash, expected[4].FormulaHash]);
        Assert.Equal(5, expected.Select(health => health.FormulaHash).Distinct().Count());
        Assert.Equal(expected[4].FormulaHash, expected[5].FormulaHash);
    }

    /// <summary>
    /// Only tenure is measured: .6 of the weight in the early formula, .3 in the late one; under .5 is withheld.
    /// </summary>
    [Fact]
    public void Rows_that_would_be_withheld_are_counted_by_the_blend_of_their_day()
    {
        int[] after = [0, 1, 59, 60];
        var table = SmallModel.Table([.. after.Select(_ => (double[])[3, 0, double.NaN])]) with
        {
            AsOf = [.. after.Select(Since.AddDays)],
            Stages = [.. after.Select(_ => "late")],
            Texts = new Dictionary<string, string[]>
            {
                ["old"] = [.. after.Select(_ => "early")],
                ["since"] = [.. after.Select(_ => "2026-01-10")],
            },
        };
        var strict = Model with { Rules = Model.Rules with { WithholdBelow = 0.5 } };

        Assert.Equal(2, CrossValidation.Withheld(strict, table, [0, 1, 2, 3]));
        Assert.Equal(0, CrossValidation.Withheld(strict, table, [0, 1]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static HealthModel Staged()
    {
        var early = SmallModel.Model.Formulas[0];
        var late = new HealthFormula(
            [
                early
                    .Factors[0]
                    .With(
                        new PointsTable(
                            [0, 100_000_000, 300_000_000],
                            150_000_000,
                            MissingLearned: false,
                            0,
                            150_000_000
                        )
                    ),
                early
                    .Factors[1]
                    .With(
                        new PointsTable([0, 700_000_000], 10_000_000, MissingLearned: true, 350_000_000, 350_000_000)
                    ),
            ],
            intercept: 1,
            slope: 0.03,
            new BandThresholds(yellowFrom: 200_000_000, greenFrom: 700_000_000)
        )
        {
            Stage = "late",
        };
        return SmallModel.Model with
        {
            Formulas = [early, late],
            FormulaHashes = ["early0000000", "late00000000"],
            Input = SmallModel.Model.Input with { Stage = "stage", PreviousStage = "old", StageSince = "since" },
        };
    }
}
