using HealthScore.Training.Synthetic;

namespace HealthScore.Training.Tests.Synthetic;

public class TrueWeightsTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("enterprise", LifePhase.Later, "champion_strength", 0.45 * 1.7)]
    [InlineData("enterprise", LifePhase.Later, "usage_trend_90d", 0.38 * 0.55)]
    [InlineData("midmarket", LifePhase.Later, "usage_trend_90d", 0.38)]
    [InlineData("midmarket", LifePhase.Later, "outcome_attainment", 0.42 * 1.2)]
    [InlineData("smb", LifePhase.Later, "payment_lateness", 0.32 * 1.4)]
    [InlineData("selfserve", LifePhase.Later, "payment_lateness", 0.32 * 1.9)]
    [InlineData("selfserve", LifePhase.FirstSixMonths, "onboarding_milestones_pct", 0.12 * 5)]
    [InlineData("selfserve", LifePhase.FirstSixMonths, "days_since_touch", 0.15 * 0.25 * 2)]
    [InlineData("smb", LifePhase.FirstSixMonths, "license_utilization", 0.34 * 1.2 * 0.4)]
    [InlineData("smb", LifePhase.FirstSixMonths, "renewals_completed", 0)]
    [InlineData("smb", LifePhase.Later, "nps_latest", 0)]
    [InlineData("smb", LifePhase.Later, "tickets_per_100_users_90d", -0.06)]
    public void A_weight_is_the_base_times_the_multipliers_of_segment_and_phase(
        string segment,
        LifePhase phase,
        string factor,
        double weight
    ) => Assert.Equal(weight, TrueWeights.Of(segment, phase)[TrueWeights.Factors.IndexOf(factor)], Tolerance);

    [Fact]
    public void Seven_of_the_35_factors_are_worth_nothing() =>
        Assert.Equal(7, TrueWeights.Of("midmarket", LifePhase.Later).Count(weight => weight == 0));

    [Theory]
    [InlineData(0.36787, 1.0, 0)] // e^-1 = .367879...
    [InlineData(0.36788, 1.0, 1)]
    [InlineData(0.5, 4.0, 4)] // P(at most 3) = .433, P(at most 4) = .629
    [InlineData(0.629, 4.0, 5)]
    public void A_poisson_count_is_the_tabled_quantile(double share, double rate, double count) =>
        Assert.Equal(count, ValueMaps.PoissonQuantile(share, rate));

    [Fact]
    public void The_mean_of_three_months_of_goodness_varies_as_computed()
    {
        var lives = Enumerable
            .Range(0, 4000)
            .Select(number =>
            {
                var life = new AccountLife(seed: 5, number);
                for (var month = 0; month < 3; month++)
                {
                    life.Advance(outage: false, priceRise: false);
                }

                return life.Goodness()[FactorRecipes.IndexOf("days_since_touch")];
            })
            .ToArray();
        var mean = lives.Average();

        var deviation = Math.Sqrt(lives.Average(x => (x - mean) * (x - mean)));

        Assert.Equal(AccountLife.SpreadOfMean(3), deviation, 0.03);
        Assert.Equal(1, AccountLife.SpreadOfMean(1), 0.01);
    }
}
