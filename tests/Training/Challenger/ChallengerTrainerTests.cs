using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Trees;
using HealthScore.Training.Challenger;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Challenger;

public class ChallengerTrainerTests
{
    [Fact]
    public void Same_rows_and_seed_in_any_order_give_the_same_bytes_of_both_files()
    {
        var table = MadeUpAccounts.Table(rows: 600, seed: 1);
        int[] shuffled = [.. Enumerable.Range(0, 600)];
        new Random(5).Shuffle(shuffled);

        var first = ChallengerTrainer.Train(table, All(table), seed: 9);
        var second = ChallengerTrainer.Train(table.Take(shuffled), All(table), seed: 9);

        Assert.Equal(Json(first), Json(second));
        Assert.Equal(first.MlNetZip, second.MlNetZip);
    }

    [Fact]
    public void The_trees_are_the_same_for_one_and_for_two_threads()
    {
        var table = MadeUpAccounts.Table(rows: 3000, seed: 1);
        var order = CanonicalOrder.Of(table, [.. Enumerable.Range(0, 3000)], seed: 1);
        var slots = TreeSlots.Of(table, order.Rows);
        var settings = new TreeSettings(Leaves: 31, LearningRate: 0.1, MinimumRows: 10, Trees: 60);

        var one = FastTreeFit.Grow(table, order.Rows, slots, settings, seed: 1, threads: 1).Trees;
        var two = FastTreeFit.Grow(table, order.Rows, slots, settings, seed: 1, threads: 2).Trees;

        Assert.Equal(60, one.Trees.Length);
        for (var t = 0; t < 60; t++)
        {
            Assert.Equal(one.Trees[t].Slots, two.Trees[t].Slots);
            Assert.Equal(one.Trees[t].Thresholds, two.Trees[t].Thresholds);
            Assert.Equal(one.Trees[t].Leaves, two.Trees[t].Leaves);
        }
    }

    [Fact]
    public void Rows_with_a_missing_value_are_learned_from()
    {
        var table = OneMissingPerRow(MadeUpAccounts.Table(rows: 1200, seed: 4));
        ImmutableArray<int> firstHalf = [.. Enumerable.Range(0, 600)];

        var all = ChallengerTrainer.Train(table, All(table), seed: 2);
        var half = ChallengerTrainer.Train(table, firstHalf, seed: 2);

        Assert.True(Auc(all.Model, MadeUpAccounts.Table(rows: 2000, seed: 5)) > 0.7);
        Assert.NotEqual(Json(all), Json(half));
    }

    [Fact]
    public void That_a_value_is_missing_can_itself_be_learned()
    {
        var table = MadeUpAccounts.Table(rows: 1500, seed: 4);

        var model = ChallengerTrainer.Train(table, All(table), seed: 2).Model;

        Assert.True(
            model.Probability([50, double.NaN, 1, 0, 0]) > model.Probability([50, 0, 1, 0, 0]),
            "a missing satisfaction is worse than a middling one in these accounts"
        );
    }

    [Fact]
    public void Nothing_outside_the_given_rows_has_any_effect()
    {
        var table = MadeUpAccounts.Table(rows: 900, seed: 6);
        ImmutableArray<int> given = [.. Enumerable.Range(0, 900).Where(i => i % 3 != 0)];
        var other = table with
        {
            Values = [.. table.Values.Select(column => column.Select((v, i) => i % 3 == 0 ? 2 : v).ToArray())],
            Outcomes = [.. table.Outcomes.Select((o, i) => i % 3 == 0 ? Outcome.Churned : o)],
        };

        var one = ChallengerTrainer.Train(table, given, seed: 1);
        var two = ChallengerTrainer.Train(other, given, seed: 1);

        Assert.Equal(Json(one), Json(two));
    }

    [Fact]
    public void A_row_whose_outcome_is_unknown_is_not_learned_from()
    {
        var table = MadeUpAccounts.Table(rows: 600, seed: 6);
        var unknown = table with { Outcomes = [.. table.Outcomes.Select((o, i) => i < 100 ? Outcome.Unknown : o)] };

        var without = ChallengerTrainer.Train(table, [.. Enumerable.Range(100, 500)], seed: 1);
        var with = ChallengerTrainer.Train(unknown, All(unknown), seed: 1);

        Assert.Equal(Json(without), Json(with));
    }

    [Fact]
    public void Where_nothing_can_be_learned_the_held_out_calibration_makes_the_answer_all_but_constant()
    {
        var table = MadeUpAccounts.Table(rows: 1000, seed: 6);
        var random = new Random(1);
        var noise = table with
        {
            Outcomes =
            [
                .. Enumerable.Range(0, 1000).Select(_ => random.Next(4) == 0 ? Outcome.Churned : Outcome.Retained),
            ],
        };

        var model = ChallengerTrainer.Train(noise, All(noise), seed: 1).Model;

        var probabilities = Enumerable
            .Range(0, 1000)
            .Select(i => model.Probability(MadeUpAccounts.Row(noise, i)))
            .ToArray();
        Assert.InRange(probabilities.Average(), 0.22, 0.28);
        Assert.InRange(probabilities.Max() - probabilities.Min(), 0, 0.25);
    }

    [Fact]
    public void Probabilities_are_calibrated_on_rows_never_seen()
    {
        var table = MadeUpAccounts.Table(rows: 4000, seed: 11);
        var fresh = MadeUpAccounts.Table(rows: 4000, seed: 12);

        var model = ChallengerTrainer.Train(table, All(table), seed: 1).Model;

        var metrics = Metrics.Of(Probabilities(model, fresh), Churned(fresh));
        Assert.InRange(metrics.CalibrationSlope!.Value, 0.85, 1.15);
        Assert.InRange(metrics.CalibrationIntercept!.Value, -0.15, 0.15);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(45)]
    public void A_handful_of_rows_gives_a_model_whose_answers_ML_NET_shares(int rows)
    {
        var table = MadeUpAccounts.Table(rows, seed: 3);
        table.Outcomes[0] = Outcome.Churned;
        table.Outcomes[1] = Outcome.Retained;

        var trained = ChallengerTrainer.Train(table, All(table), seed: 1);

        var row = MadeUpAccounts.Row(table, row: 0);
        var expected = trained.ExpectedByMlNet([row]).Single();
        Assert.Equal(expected.RawScore, trained.Model.RawScore(row));
        Assert.InRange(trained.Model.Probability(row), 0.001, 0.999);
        Assert.InRange(trained.Model.Probability(row) - expected.Probability, -1e-6, 1e-6);
    }

    [Fact]
    public void Columns_that_are_constant_or_never_measured_do_no_harm()
    {
        var table = MadeUpAccounts.Table(rows: 400, seed: 3);
        Array.Fill(table.Values[1], double.NaN);
        Array.Fill(table.Values[2], double.NaN);
        Array.Fill(table.Values[3], double.NaN);
        Array.Fill(table.Values[4], 5);

        var trained = ChallengerTrainer.Train(table, All(table), seed: 1);

        double[][] rows =
        [
            [30, double.NaN, double.NaN, double.NaN, 5],
            [30, 1, 2, 3, 4],
            [30, -7, -1, -1, 6],
        ];
        Assert.Equal(
            rows.Select(row => trained.Model.RawScore(row)),
            trained.ExpectedByMlNet(rows).Select(answer => answer.RawScore)
        );
    }

    [Fact]
    public void Rows_of_one_outcome_only_are_refused()
    {
        var table = MadeUpAccounts.Table(rows: 50, seed: 3);
        ImmutableArray<int> churned = [.. Enumerable.Range(0, 50).Where(i => table.Outcomes[i] == Outcome.Churned)];

        Assert.Throws<ArgumentException>(() => ChallengerTrainer.Train(table, churned, seed: 1));
    }

    private static ImmutableArray<int> All(TrainingTable table) => [.. Enumerable.Range(0, table.RowCount)];

    private static byte[] Json(TrainedChallenger trained) =>
        ChallengerJson.Write(trained.Model, MadeUpAccounts.Catalog);

    private static TrainingTable OneMissingPerRow(TrainingTable table)
    {
        for (var i = 0; i < table.RowCount; i++)
        {
            for (var factor = 0; factor < table.Values.Length; factor++)
            {
                if (double.IsNaN(table.Values[factor][i]))
                {
                    table.Values[factor][i] = 1;
                }
            }

            table.Values[i % table.Values.Length][i] = double.NaN;
        }

        return table;
    }

    private static double Auc(ChallengerModel model, TrainingTable table) =>
        Metrics.Of(Probabilities(model, table), Churned(table)).Auc!.Value;

    private static double[] Probabilities(ChallengerModel model, TrainingTable table) =>
        [.. Enumerable.Range(0, table.RowCount).Select(i => model.Probability(MadeUpAccounts.Row(table, i)))];

    private static bool[] Churned(TrainingTable table) => [.. table.Outcomes.Select(o => o == Outcome.Churned)];
}
