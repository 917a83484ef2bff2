using System.Collections.Immutable;
using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining;

public class ReasonsTests
{
    private static readonly FactorBins Bins = FactorBins.Grouped(FactorKind.Categorical, [0, 1]);

    /// <summary>Four factors of 25 points, means 10, 10, 20, 5; missing at 0, 0, the mean, above the mean.</summary>
    private static readonly HealthFormula Formula = new(
        [
            Factor(0, "d", mean: 100_000_000, missing: 0),
            Factor(1, "b", mean: 100_000_000, missing: 0),
            Factor(2, "c", mean: 200_000_000, missing: 200_000_000),
            Factor(3, "a", mean: 50_000_000, missing: 60_000_000),
        ],
        intercept: 1,
        slope: 0.1,
        new BandThresholds(yellowFrom: 1, greenFrom: 2)
    );

    private static readonly HealthModel Model = SampleModel.Model with
    {
        Catalog = new FactorCatalog(
            Formula.Factors.Select(f => new Factor(f.Key, f.Key, "p", FactorKind.Categorical, FactorDirection.Learn)
            {
                Levels = ["low", "high"],
            })
        ),
        Formulas = [Formula],
        FormulaHashes = ["0"],
        Rules = ScoringRules.Default with { WithholdBelow = 0 },
    };

    private static ImmutableArray<string> Of(params double[] values) =>
        HealthScorer.Score(new Snapshot { Account = "a", Values = values }, Model).Reasons;

    [Fact]
    public void The_largest_losses_come_first_ties_by_key_and_no_more_than_three() =>
        Assert.Equal(["c", "b", "d"], Of(0, 0, 0, 0));

    [Fact]
    public void A_factor_at_or_above_the_mean_is_no_reason() => Assert.Empty(Of(1, 1, 1, 1));

    [Fact]
    public void A_loss_of_what_was_not_measured_is_named_missing_and_of_a_level_never_seen_unknown()
    {
        Assert.Equal(["missing:d", "a"], Of(double.NaN, 1, 1, 0));
        Assert.Equal(["b", "unknown:d"], Of(-1, 0, 1, 1));
    }

    [Fact]
    public void Places_left_over_name_what_stands_at_the_mean_because_it_was_not_measured()
    {
        Assert.Equal(["missing:c"], Of(1, 1, double.NaN, 1));
        Assert.Equal(["a", "missing:c"], Of(1, 1, double.NaN, 0));
        Assert.Equal(["unknown:a", "unknown:b", "unknown:c"], Of(-1, -1, -1, -1));
        Assert.Equal(["b", "d", "a"], Of(0, 0, double.NaN, 0));
    }

    [Fact]
    public void Missing_above_the_mean_is_no_reason() => Assert.Empty(Of(1, 1, 1, double.NaN));

    [Property(MaxTest = 300)]
    public void Reasons_name_the_three_largest_losses_of_any_score(int seed)
    {
        var (model, snapshot) = RandomModels.ModelAndSnapshot(seed);

        var score = HealthScorer.Score(snapshot, model);

        var losses = score
            .Contributions.Where(c => c.Points < c.MeanPoints)
            .OrderByDescending(c => c.MeanPoints - c.Points)
            .ThenBy(c => c.Factor, StringComparer.Ordinal)
            .Take(Reasons.Most)
            .Select(c => c.Factor)
            .ToArray();
        var named = score.Reasons.Select(reason => reason[(reason.IndexOf(':') + 1)..]).ToArray();
        Assert.Equal(losses, named.Take(losses.Length));
        Assert.All(score.Reasons.Skip(losses.Length), reason => Assert.Contains(':', reason));
        Assert.Equal(score.Reasons.Length, ReasonText.Of(snapshot, score, model).Length);
    }

    [Fact]
    public void Every_reason_has_words()
    {
        var snapshot = new Snapshot { Account = "a", Values = [double.NaN, 0, 1, 1] };
        var score = HealthScorer.Score(snapshot, Model) with
        {
            Reasons = ["missing:d", "b", "in_notice", "required_pillar:usage", "invalid:c"],
        };
        Assert.Equal(
            [
                ("R04", "d was not measured: 10.00 points below the average customer."),
                ("R01", "b is low: 10.00 points below the average customer; high would add 25.00."),
                ("N01", "No score: the customer has given notice."),
                ("N03", "No score: nothing of the required pillar 'usage' was measured."),
                ("N04", "No score: the value of c is not valid."),
            ],
            ReasonText.Of(snapshot, score, Model).Select(reason => (reason.Code, reason.Sentence))
        );
    }

    private static FormulaFactor Factor(int index, string key, int mean, int missing) =>
        new(index, key, Bins, new PointsTable([0, 250_000_000], missing, MissingLearned: true, mean, mean));
}
