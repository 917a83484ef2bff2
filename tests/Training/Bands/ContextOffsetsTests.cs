using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Exports;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Bands;

public class ContextOffsetsTests
{
    private static string[] Industries { get; } = ["energy", "media", "retail", "tiny"];

    private static HealthConfiguration Configuration { get; } =
        SmallRows.Configuration(SmallRows.Catalog) with
        {
            Challenger = ChallengerTrainerKind.None,
            Columns = new ColumnRoles
            {
                Account = "account",
                Context = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(
                    "industry",
                    "Industry"
                ),
            },
            Bands = new BandRule { Fixed = new FixedRule(RedFrom: 0.55, YellowFrom: 0.38), By = "industry" },
        };

    [Fact]
    public void Values_that_leave_more_often_than_the_formula_says_have_offsets_drawn_to_nothing_by_few_rows()
    {
        var (table, probabilities) = Told(seed: 5, offsets: [-1, 0, 1, 1]);

        var found = ContextOffsets.Of("industry", "Industry", table, [.. SmallRows.All(table)], probabilities);

        Assert.Equal(Industries, found.Values.Select(value => value.Value));
        Assert.Equal(table.RowCount, found.Values.Sum(value => value.Rows));
        Assert.InRange(found.Values[0].Offset, -1.3, -0.7);
        Assert.InRange(found.Values[1].Offset, -0.3, 0.3);
        Assert.InRange(found.Values[2].Offset, 0.7, 1.3);
        var tiny = found.Values[3];
        var alone = Logistic.Logit((tiny.Churned + 0.5) / (tiny.Rows + 1)) - Logistic.Logit(tiny.Expected / tiny.Rows);
        Assert.True(Math.Abs(tiny.Offset) < Math.Abs(alone));
    }

    /// <summary>Alike industries: 19 of 20 draws find no difference; here 40 draws, at most 6 do.</summary>
    [Fact]
    public void Values_that_are_alike_share_their_thresholds()
    {
        var found = Enumerable
            .Range(0, 40)
            .Count(seed =>
            {
                var (table, probabilities) = Told(seed, offsets: [0, 0, 0, 0]);
                var offsets = ContextOffsets.Of(
                    "industry",
                    "Industry",
                    table,
                    [.. SmallRows.All(table)],
                    probabilities
                );
                return !offsets.Values.IsEmpty;
            });

        Assert.InRange(found, 0, 6);
    }

    /// <summary>Each account five times says no more than once.</summary>
    [Fact]
    public void Rows_of_one_account_do_not_count_as_so_many_accounts()
    {
        var (table, probabilities) = Told(seed: 5, offsets: [-1, 0, 1, 1]);
        int[] fiveTimes = [.. Enumerable.Repeat(SmallRows.All(table), 5).SelectMany(rows => rows)];

        var once = ContextOffsets.Of("industry", "Industry", table, [.. SmallRows.All(table)], probabilities);
        var often = ContextOffsets.Of(
            "industry",
            "Industry",
            table.Take(fiveTimes),
            [.. Enumerable.Range(0, fiveTimes.Length)],
            [.. fiveTimes.Select(row => probabilities[row])]
        );

        Assert.All(once.Values.Zip(often.Values), pair => Assert.Equal(pair.First.Offset, pair.Second.Offset, 0.02));
    }

    /// <summary>Formulas moved to another level and slope leave what the values tell beside them as it is.</summary>
    [Fact]
    public void Offsets_are_told_on_the_level_of_the_rows_and_served_on_the_slope_of_the_formulas()
    {
        var (table, _) = Told(seed: 9, offsets: [-0.5, 0, 0.5, 0.5]);
        int[] rows = [.. SmallRows.All(table)];
        var fitted = new FittedFormulas([FormulaTrainer.Fit(table, [.. rows], SmallRows.Quick)]);

        var asFitted = Cuts(fitted).Values;
        var moved = Cuts(fitted.Recalibrated(-1, 0.8)).Values;

        Assert.Equal(asFitted.Sum(value => value.Churned), asFitted.Sum(value => value.Expected), 1.0);
        Assert.Equal(asFitted.Select(value => value.Expected), moved.Select(value => value.Expected));
        Assert.All(asFitted.Zip(moved), pair => Assert.Equal(0.8 * pair.First.Offset, pair.Second.Offset, 1e-12));

        ContextOffsets Cuts(FittedFormulas served) =>
            CrossValidation.Cuts(Configuration, table, rows, [.. rows], served, fitted, share: 1).Offsets!;
    }

    [Fact]
    [Trait("Requirement", "000-18")]
    public void A_trained_model_bands_an_account_by_its_industry_so_that_a_band_means_the_same_churn()
    {
        var (table, _) = Told(seed: 9, offsets: [-0.5, 0, 0.5, 0.5]);
        var outcome = TrainingRun.Train(table, Configuration, SmallRows.Quick, accepted: [], programVersion: "test");
        var model = outcome.Contents!.Model;
        var formula = model.Formulas[0];
        var red = Logistic.Logit(0.55);

        Assert.Equal("industry", model.Rules.BandsBy);
        Assert.Equal(Industries, formula.BandsBy.Select(own => own.Value));
        Assert.True(formula.For("energy").Bands.YellowFrom < formula.Bands.YellowFrom);
        Assert.True(formula.For("retail").Bands.YellowFrom > formula.Bands.YellowFrom);
        var retail = outcome.Metrics.Evidence!.Context!.Values.Single(value => value.Value == "retail");
        Assert.Equal(
            red,
            HealthScorer.LogOdds(formula.For("retail").Bands.YellowFrom!.Value, formula) + retail.Offset,
            1e-6
        );
        Assert.Equal(
            outcome.Bands.Select(band => band.Rows),
            Enum.GetValues<Core.Formula.Band>().Select(band => ScoredBands(model, table).Count(b => b == band))
        );
    }

    private static IEnumerable<Core.Formula.Band?> ScoredBands(Core.Formula.HealthModel model, TrainingTable table)
    {
        var keys = ContributionKeys.Of(model.Catalog, model.Formulas);
        var columns = new ModelColumns(model, table, keys);
        var scored = new ScoredRow(keys.Length);
        for (var row = 0; row < table.RowCount; row++)
        {
            columns.Score(row, asOf: null, scored);
            yield return scored.Band;
        }
    }

    /// <summary>Small rows with outcomes drawn anew, an offset by industry; few rows are of the last.</summary>
    private static (TrainingTable Table, double[] Probabilities) Told(int seed, double[] offsets)
    {
        var table = SmallRows.Make(1500, seed);
        var random = new Random(seed);
        var probabilities = new double[table.RowCount];
        var outcomes = new Outcome[table.RowCount];
        var texts = new string[table.RowCount];
        for (var i = 0; i < table.RowCount; i++)
        {
            var industry = i % 100 == 0 ? 3 : i % 3;
            var logOdds = 0.5 - (0.06 * table.Values[0][i]) + (table.Values[1][i] >= 3 ? 0.8 : 0);
            probabilities[i] = Logistic.Sigmoid(logOdds);
            texts[i] = Industries[industry];
            outcomes[i] =
                random.NextDouble() < Logistic.Sigmoid(logOdds + offsets[industry])
                    ? Outcome.Churned
                    : Outcome.Retained;
        }

        return (
            table with
            {
                Outcomes = outcomes,
                Texts = new Dictionary<string, string[]> { ["Industry"] = texts },
            },
            probabilities
        );
    }
}
