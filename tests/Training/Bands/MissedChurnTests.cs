using HealthScore.Core.Formula;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Bands;

public class MissedChurnTests
{
    private static ActionCost Cheap { get; } = new(Acceptance: 0.10, Offer: 0, Contact: 0.005);

    /// <summary>By hand: (1 - q)^n = .05, as 0 of 10 gives 1 - .05^.1; tables give .3942 for 1 of 10.</summary>
    [Theory]
    [InlineData(0, 10, 0.258866)]
    [InlineData(1, 10, 0.394163)]
    [InlineData(0, 14, 0.192636)]
    [InlineData(10, 10, 1)]
    public void The_bound_is_that_of_Clopper_and_Pearson(int missed, int accounts, double upper) =>
        Assert.Equal(upper, MissedChurn.Upper(missed, accounts), 1e-6);

    /// <summary>Of 14 churned none may be missed for a target of .2, of 13 even that shows too little.</summary>
    [Fact]
    public void Fourteen_churned_accounts_are_the_fewest_that_show_a_fifth()
    {
        var cuts = MissedChurn.Cuts(new MissedChurnRule(0.2, Cheap), Rows(14))!;

        Assert.Equal(new MissedShare(0, 14, MissedChurn.Upper(0, 14), 0.2), cuts.Missed);
        Assert.Equal(0.01, cuts.RedFrom);
        Assert.Equal(0.01, cuts.YellowFrom);
        Assert.Null(MissedChurn.Cuts(new MissedChurnRule(0.2, Cheap), Rows(13)));
    }

    /// <summary>100 churned: 13 missed keep the bound under .2 and 14 do not.</summary>
    [Fact]
    public void The_cut_is_the_highest_whose_bound_is_within_the_target()
    {
        var cuts = MissedChurn.Cuts(new MissedChurnRule(0.2, Cheap), Rows(100))!;

        Assert.True(cuts.Missed!.Upper <= 0.2);
        Assert.True(MissedChurn.Upper(cuts.Missed.Missed + 1, 100) > 0.2);
        Assert.Equal(cuts.Missed.Missed, Rows(100).Count(row => cuts.BandOf(row.Probability) != Band.Red));
        Assert.Equal(0.05, cuts.YellowFrom, 1e-12);
    }

    [Fact]
    public void An_account_is_judged_by_its_newest_row_and_counts_once()
    {
        ChurnedRow[] older =
        [
            .. Rows(14).Select(row => row with { AsOf = new DateOnly(2025, 1, 1), Probability = 0.001 }),
        ];

        var cuts = MissedChurn.Cuts(new MissedChurnRule(0.2, Cheap), [.. older, .. Rows(14)])!;

        Assert.Equal((14, 0.01), (cuts.Missed!.Accounts, cuts.RedFrom));
    }

    [Fact]
    public void A_trained_model_misses_no_more_held_out_churn_than_was_asked()
    {
        var outcome = Train(most: 0.25);
        var missed = outcome.Metrics.Evidence!.Cuts.Missed!;

        Assert.InRange(missed.Upper, (double)missed.Missed / missed.Accounts, 0.25);
        Assert.Equal(0.25, missed.Most);
        Assert.Equal(outcome.Metrics.Churned, missed.Accounts);
    }

    [Fact]
    public void A_target_that_no_cut_reaches_is_refused_with_the_accounts_it_would_take()
    {
        var refused = Assert.Throws<DataException>(() => Train(most: 0.001));

        Assert.StartsWith("no red cut can be shown to miss at most 0.1 % of churn", refused.Message);
        Assert.Contains("2995 are needed although none were missed", refused.Message, StringComparison.Ordinal);
    }

    private static ChurnedRow[] Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new ChurnedRow($"a{i}", new DateOnly(2026, 1, 1), i / 100.0))];

    private static TrainingOutcome Train(double most)
    {
        var table = SmallRows.Make(1500, seed: 94);
        return TrainingRun.Train(
            table,
            SmallRows.Configuration(table.Catalog) with
            {
                Challenger = ChallengerTrainerKind.None,
                Bands = new BandRule { MissedChurn = new MissedChurnRule(most, Cheap) },
            },
            SmallRows.Quick,
            accepted: [],
            programVersion: "test"
        );
    }
}
