using HealthScore.Core.Accounts;
using HealthScore.Core.Trees;
using HealthScore.Training.Challenger;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Challenger;

public class ChallengerPartsTests
{
    [Fact]
    public void Two_scores_are_calibrated_to_the_rates_they_saw()
    {
        // Of four accounts at score 0 one churned (log-odds -ln 3), of four at score 1 three did (+ln 3).
        double[] scores = [0, 0, 0, 0, 1, 1, 1, 1];
        bool[] churned = [true, false, false, false, true, true, true, false];

        var line = ScoreCalibration.Fit(scores, churned, boostedFor: 0.2);

        Assert.Equal(2 * Math.Log(3), line.Slope, tolerance: 1e-9);
        Assert.Equal(-Math.Log(3), line.Intercept, tolerance: 1e-9);
    }

    [Fact]
    public void Scores_that_order_accounts_the_wrong_way_round_say_the_base_rate()
    {
        var line = ScoreCalibration.Fit([1, 1, 1, 0, 0], [false, false, true, true, false], boostedFor: 0.2);

        // Two of five churned: (2 + 1) of (5 + 2) after Laplace, odds 3 : 4.
        Assert.Equal(0, line.Slope);
        Assert.Equal(Math.Log(0.75), line.Intercept, tolerance: 1e-12);
    }

    [Fact]
    public void Scores_that_separate_the_outcomes_keep_the_slope_they_were_boosted_for()
    {
        var line = ScoreCalibration.Fit([0, 1, 2, 3], [false, false, true, true], boostedFor: 0.2);

        Assert.Equal(new ScoreCalibration(Slope: 0.2, Intercept: 0), line);
    }

    [Theory]
    [InlineData(4_999, 5, 5)]
    [InlineData(5_000, 3, 3)]
    [InlineData(100_000, 3, 3)]
    [InlineData(100_001, 5, 1)]
    public void Few_rows_are_calibrated_on_more_folds(int rows, int folds, int scored) =>
        Assert.Equal((folds, scored), ScoreCalibration.FoldsOf(rows));

    [Fact]
    public void Each_of_three_hold_outs_holds_a_quarter_of_the_accounts_and_no_row_is_held_out_twice()
    {
        var table = MadeUpAccounts.Table(rows: 2000, seed: 1);

        var splits = HoldOut.Of(table, CanonicalOrder.Of(table, [.. Enumerable.Range(0, 2000)], seed: 1));

        Assert.Equal(3, splits.Length);
        Assert.All(
            splits,
            split =>
            {
                Assert.Equal(Enumerable.Range(0, 2000), split.Train.Concat(split.Rows).Order());
                Assert.InRange(split.Rows.Length, 430, 570);
            }
        );
        Assert.Distinct(splits.SelectMany(split => split.Rows));
    }

    [Fact]
    public void Dated_hold_outs_are_later_than_their_training_and_share_no_account_with_it()
    {
        var months = MadeUpAccounts.Table(rows: 2400, seed: 1) with
        {
            Accounts = [.. Enumerable.Range(0, 2400).Select(i => $"account {i % 200}")],
            AsOf = [.. Enumerable.Range(0, 2400).Select(i => new DateOnly(2025, 1 + (i / 200), 1))],
        };

        var splits = HoldOut.Of(months, CanonicalOrder.Of(months, [.. Enumerable.Range(0, 2400)], seed: 1));

        Assert.Equal(3, splits.Length);
        Assert.All(
            splits,
            split =>
            {
                Assert.True(split.Train.Max(row => months.AsOf![row]) < split.Rows.Min(row => months.AsOf![row]));
                Assert.Equal(new DateOnly(2025, 10, 1), split.Rows.Min(row => months.AsOf![row]));
                Assert.Empty(split.Train.Select(months.AccountOf).Intersect(split.Rows.Select(months.AccountOf)));
            }
        );
        Assert.Equal(600, splits.SelectMany(split => split.Rows).Distinct().Count());
    }

    [Fact]
    public void Too_few_of_an_outcome_are_not_held_out()
    {
        var table = MadeUpAccounts.Table(rows: 200, seed: 1);
        Array.Fill(table.Outcomes, Outcome.Retained, startIndex: 19, count: 181);

        Assert.Empty(HoldOut.Of(table, CanonicalOrder.Of(table, [.. Enumerable.Range(0, 200)], seed: 1)));
    }

    [Theory]
    [InlineData(HoldOut.FewRows, 3)]
    [InlineData(HoldOut.FewRows + 1, 1)]
    public void Many_rows_are_held_out_once(int rows, int holdOuts)
    {
        var table = MadeUpAccounts.Table(rows, seed: 1);

        var splits = HoldOut.Of(table, CanonicalOrder.Of(table, [.. Enumerable.Range(0, rows)], seed: 1));

        Assert.Equal(holdOuts, splits.Length);
    }

    [Fact]
    public void At_most_100000_rows_choose_the_settings()
    {
        var table = MadeUpAccounts.Table(rows: 100_500, seed: 1);

        var split = Assert.Single(
            HoldOut.Of(table, CanonicalOrder.Of(table, [.. Enumerable.Range(0, 100_500)], seed: 1))
        );

        Assert.Equal(100_000, split.Train.Length + split.Rows.Length);
        Assert.InRange(SettingsChoice.Grid.Length, 2, 8);
    }

    [Fact]
    public void The_number_of_trees_is_the_best_over_all_held_out_rows()
    {
        var slot = new TreeSlot(Factor: 0, TreeSlotKind.Number, Level: 0, Fill: 0f);
        var table = MadeUpAccounts.Table(rows: 3, seed: 1);
        (table.Outcomes[0], table.Outcomes[1], table.Outcomes[2]) = (
            Outcome.Churned,
            Outcome.Retained,
            Outcome.Retained
        );
        RegressionTree[] constants =
        [
            .. new[] { 1.0, 1.0, -3.0 }.Select(value => new RegressionTree([], [], [], [], [value])),
        ];
        var two = new TreeEnsemble([slot], [.. constants.Take(2)]);
        var three = new TreeEnsemble([slot], [.. constants]);

        Assert.Equal(2, HeldOutLosses.Of(table, [([0], three)], slope: 1).BestCount);
        Assert.Equal(3, HeldOutLosses.Of(table, [([1], three)], slope: 1).BestCount);
        Assert.Equal(3, HeldOutLosses.Of(table, [([0], two), ([1, 2], three)], slope: 1).BestCount);
    }

    [Fact]
    public void A_factor_becomes_a_number_a_rank_or_its_levels_and_a_slot_for_missing_where_it_was_missing()
    {
        var table = MadeUpAccounts.Table(rows: 12, seed: 1) with
        {
            Values =
            [
                [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
                [double.NaN, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 6],
                [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
                [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, double.NaN],
                [.. Enumerable.Repeat(double.NaN, 12)],
            ],
        };
        int[] rows = [.. Enumerable.Range(0, 12)];

        TreeSlot[] expected =
        [
            new(0, TreeSlotKind.Number, 0, 6.5f),
            new(1, TreeSlotKind.Number, 0, 3f),
            new(1, TreeSlotKind.Missing, 0, 0f),
            new(2, TreeSlotKind.Rank, 3, 1f),
            new(3, TreeSlotKind.Level, 1, 0f), // ten rows; level 3 has one, which no leaf could hold
            new(3, TreeSlotKind.Missing, 0, 0f),
            new(4, TreeSlotKind.Number, 0, 0f),
            new(4, TreeSlotKind.Missing, 0, 0f),
        ];
        Assert.Equal(expected, TreeSlots.Of(table, rows));
    }
}
