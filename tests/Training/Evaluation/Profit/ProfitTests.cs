using System.Text.Json;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Profit;

namespace HealthScore.Training.Tests.Evaluation.Profit;

/// <summary>
/// By hand, and against <c>tests/Golden/profit/make.py</c>, which integrates numerically and knows no hull.
/// </summary>
public class ProfitTests
{
    private static readonly JsonElement Golden = Read();

    public static TheoryData<int> Cases => [0, 1, 2, 3];

    /// <summary>
    /// Of four two leave and both are ranked first: from an acceptance of .005 / .95 on, which is all but sure, both
    /// are
    /// called and nobody else. Each brings .3 x .95 - .005 = .28 of its value.
    /// </summary>
    [Fact]
    public void Perfect_ranks_bring_what_everyone_who_leaves_is_worth()
    {
        var profit = Of([0.9, 0.8, 0.2, 0.1], [true, true, false, false]);

        Assert.Equal(0.5 * 0.28, profit.Profit, 1e-9);
        Assert.Equal(0.5, profit.Called, 1e-9);
    }

    /// <summary>
    /// All are called or none: all from an acceptance of (.055 + .005) / .95 on. Nearly everybody accepts more often.
    /// </summary>
    [Fact]
    public void Scores_that_tell_nothing_apart_bring_what_calling_everyone_does()
    {
        var profit = Of([0.5, 0.5], [true, false]);

        // Chance 6.0e-4 to accept less; there the profit would have been at most .06 / 2 lower than nothing.
        Assert.InRange(profit.Profit, (0.5 * 0.28) - (0.5 * 0.055), (0.5 * 0.28) - (0.5 * 0.055) + 2e-5);
        Assert.InRange(profit.Called, 0.999, 0.9999);
    }

    /// <summary>Calling 999 who stay for one who leaves never pays.</summary>
    [Fact]
    public void Nobody_is_called_where_churners_are_too_few_to_be_found()
    {
        var churned = new bool[1000];
        churned[3] = true;

        var profit = Of(new double[1000], churned);

        Assert.Equal(0, profit.Profit, 1e-12);
        Assert.Equal(0, profit.Called, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Expected_maximum_profit_is_that_of_numerical_integration(int number)
    {
        var golden = Golden.GetProperty("cases")[number];
        double[] probabilities = [.. golden.GetProperty("probabilities").EnumerateArray().Select(p => p.GetDouble())];
        bool[] churned = [.. golden.GetProperty("churned").EnumerateArray().Select(c => c.GetInt32() == 1)];

        var profit = Of(probabilities, churned);

        var value = Golden.GetProperty("value").GetDouble();
        Assert.Equal(golden.GetProperty("profit").GetDouble(), value * profit.Profit, 1e-4);
        Assert.Equal(golden.GetProperty("called").GetDouble(), profit.Called, 1e-4);
    }

    [Fact]
    public void The_beta_curve_is_scipys()
    {
        var curve = new BetaCurve(6, 14);

        Assert.All(
            Golden.GetProperty("beta").EnumerateArray(),
            at =>
            {
                var x = at.GetProperty("x").GetDouble();
                Assert.Equal(at.GetProperty("below").GetDouble(), curve.Below(x), 1e-12);
                Assert.Equal(at.GetProperty("mean_below").GetDouble(), curve.MeanBelow(x), 1e-9);
            }
        );
    }

    /// <summary>
    /// At 20 % a vain act costs a quarter: two found and one in vain of five are (2 - .25) / 5; all five would be
    /// (2 - .75) / 5.
    /// </summary>
    [Fact]
    public void Net_benefit_weighs_acts_in_vain_by_the_odds_of_the_threshold()
    {
        var scores = TiedScores.Of([0.9, 0.2, 0.3, 0.1, 0.19999], [true, true, false, false, false]);

        var at = NetBenefit.At(scores, 0.2);

        Assert.Equal(0.35, at.OfScores, 1e-12);
        Assert.Equal(0.25, at.OfAll, 1e-12);
    }

    [Fact]
    public void A_decision_curve_goes_from_5_to_50_percent_and_its_highest_threshold_counts_both_mistakes_alike()
    {
        var part = Metrics.Of([0.9, 0.8, 0.3], [true, false, false]);

        var points = part.DecisionCurve!.Points;
        Assert.Equal(10, points.Length);
        Assert.Equal(0.05, points[0].Threshold);
        Assert.Equal(0.5, points[^1].Threshold);
        Assert.Equal(0, points[^1].OfScores, 1e-12);
        Assert.Equal(-1 / 3.0, points[^1].OfAll, 1e-12);
    }

    [Fact]
    public void One_outcome_alone_has_no_profit()
    {
        Assert.Null(Metrics.Of([0.9, 0.8], [true, true]).Profit);
        Assert.Null(Metrics.Of([0.9, 0.8], [false, false]).Profit);
    }

    private static ExpectedMaximumProfit Of(double[] probabilities, bool[] churned) =>
        ExpectedMaximumProfit.Of(TiedScores.Of(probabilities, churned))!.Value;

    private static JsonElement Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "profit", "profit.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
