using FsCheck.Xunit;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining.Gaps;

public class FormulaLogOddsTests
{
    /// <summary>
    /// Calls 5 and 200 minutes: calls 0 (mean 30), minutes 20 (mean 21), pair 25 (mean 12): -30, -1 and +13 points, the
    /// pair half to each; a point takes .06 of log-odds away, and 63 points are the mean.
    /// </summary>
    [Fact]
    public void A_pairs_share_is_split_between_its_factors()
    {
        var contributions = new double[2];

        var parts = FormulaLogOdds.Of([5, 200], PairModel.Formula, contributions);

        Assert.Equal(0.06 * 23.5, contributions[0], 1e-12);
        Assert.Equal(0.06 * -5.5, contributions[1], 1e-12);
        Assert.Equal(1 - (0.06 * 63), parts.Base, 1e-12);
        Assert.Equal(1 - (0.06 * 45), parts.Whole, 1e-12);
        Assert.Equal(-0.06 * 13, parts.Together, 1e-12);
    }

    [Property(MaxTest = 200)]
    public void Base_and_contributions_sum_to_the_log_odds_of_the_score(int seed)
    {
        var random = new Random(seed);
        var model = RandomStages.Model(seed);
        var values = RandomStages.Values(model, random);
        var formula = model.Formulas[random.Next(model.Formulas.Length)];
        var contributions = new double[model.Catalog.Count];

        var parts = FormulaLogOdds.Of(values, formula, contributions);

        var health = HealthScorer.Score(values, formula, new int[formula.Factors.Length]);
        Assert.Equal(HealthScorer.LogOdds(health, formula), parts.Whole, 1e-12);
        Assert.Equal(parts.Whole, parts.Base + contributions.Sum(), 1e-9);
    }

    /// <summary>Differences .4, -.9, .4 and .1 of a gap of +.5: against it is no driver, ties go by key.</summary>
    [Fact]
    public void Drivers_are_the_three_that_differ_most_in_the_direction_of_the_gap()
    {
        GapFactor[] factors =
        [
            new(0, "b", 0.1, 0.5, IsSeen: true),
            new(1, "c", 0.9, 0, IsSeen: true),
            new(2, "a", -0.4, 0, IsSeen: true),
            new(3, "d", 0, 0.1, IsSeen: true),
            new(4, "e", 0, 0.05, IsSeen: true),
        ];

        Assert.Equal(["a", "b", "d"], AnswerGap.DriversOf([.. factors], 0.5).Select(driver => driver.Factor));
        Assert.Equal(["c"], AnswerGap.DriversOf([.. factors], -0.5).Select(driver => driver.Factor));
        Assert.Empty(AnswerGap.DriversOf([.. factors], 0));
    }
}
