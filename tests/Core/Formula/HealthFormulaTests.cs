using FsCheck.Xunit;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Formula;

public class HealthFormulaTests
{
    private static readonly FactorBins TwoBins = FactorBins.Numeric([1]);

    /// <summary>Invariant 3: the best bins sum to 10^9.</summary>
    [Theory]
    [InlineData(999_999_999)]
    [InlineData(1_000_000_001)]
    public void Best_points_that_do_not_sum_to_a_hundred_are_refused(int best)
    {
        var factor = new FormulaFactor(0, "f", TwoBins, new PointsTable([0, best], 0, MissingLearned: true, 0, 0));

        var refusal = Assert.Throws<ArgumentException>(() => Formula([factor], slope: 1));

        Assert.Contains($"{best}; expected 1000000000", refusal.Message);
    }

    [Fact]
    public void Points_below_zero_all_zero_or_of_another_number_of_bins_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Factor([-1, 1_000_000_000]));
        Assert.Throws<ArgumentException>(() => Factor([0, 0]));
        Assert.Throws<ArgumentException>(() => Factor([1_000_000_000]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9.9e-7)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_slope_that_is_not_finite_and_above_zero_is_refused(double slope) =>
        Assert.Throws<ArgumentException>(() => Formula([Factor([0, 1_000_000_000])], slope));

    [Fact]
    public void The_best_of_missing_counts_as_the_best_of_the_factor()
    {
        var table = new PointsTable([0, 400], 1_000_000_000, MissingLearned: true, 0, 0);

        Assert.Equal(1_000_000_000, table.Best);
    }

    [Fact]
    public void Points_of_an_entry_that_is_not_there_throw() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Factor([0, 1_000_000_000]).PointsOf(3));

    [Theory]
    [Trait("Requirement", "000-22")]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.2)]
    public void A_weight_is_the_share_of_the_achievable_points(int factor, double weight) =>
        Assert.Equal(weight, SampleModel.Formula.Factors[factor].Weight);

    [Property(MaxTest = 200)]
    [Trait("Requirement", "000-22")]
    public void Weights_are_above_zero_and_sum_to_one(int seed)
    {
        var formula = RandomModels.Model(seed).Formulas[0];

        Assert.All(formula.Factors, f => Assert.True(f.Weight > 0));
        Assert.Equal(1_000_000_000, formula.Factors.Sum(f => f.Table.Best));
    }

    [Theory]
    [Trait("Requirement", "001-02")]
    [Trait("Requirement", "000-17")]
    [InlineData(0, Band.Red)]
    [InlineData(309_999_999, Band.Red)]
    [InlineData(310_000_000, Band.Yellow)]
    [InlineData(619_999_999, Band.Yellow)]
    [InlineData(620_000_000, Band.Green)]
    [InlineData(1_000_000_000, Band.Green)]
    public void A_band_starts_on_its_threshold(int health, Band band) =>
        Assert.Equal(band, SampleModel.Formula.Bands.BandOf(health));

    [Theory]
    [InlineData(null, null, 1_000_000_000, Band.Red)]
    [InlineData(0, null, 0, Band.Yellow)]
    [InlineData(0, null, 1_000_000_000, Band.Yellow)]
    [InlineData(0, 0, 0, Band.Green)]
    [InlineData(5, 5, 4, Band.Red)]
    [InlineData(5, 5, 5, Band.Green)]
    public void No_threshold_is_reached_by_no_health_and_zero_by_every(
        int? yellow,
        int? green,
        int health,
        Band band
    ) => Assert.Equal(band, new BandThresholds(yellow, green).BandOf(health));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 1_000_000_001)]
    [InlineData(6, 5)]
    [InlineData(null, 5)]
    public void Thresholds_out_of_range_or_order_are_refused(int? yellow, int? green) =>
        Assert.Throws<ArgumentException>(() => new BandThresholds(yellow, green));

    /// <summary>Invariant 6: more health never means more churn probability.</summary>
    [Property(MaxTest = 500)]
    public void One_unit_more_health_never_means_more_probability(int seed, int health)
    {
        var formula = RandomModels.Model(seed).Formulas[0];
        var at = Math.Abs(health % HealthFormula.FullHealth);

        Assert.True(HealthScorer.ChurnProbability(at + 1, formula) <= HealthScorer.ChurnProbability(at, formula));
    }

    [Fact]
    public void One_unit_more_health_never_means_more_probability_in_the_flattest_formula()
    {
        var formula = Formula([Factor([0, 1_000_000_000])], HealthFormula.LeastSlope);
        var random = new Random(5);

        Assert.All(
            Enumerable.Range(0, 100_000).Select(_ => random.Next(HealthFormula.FullHealth)),
            at =>
                Assert.True(
                    HealthScorer.ChurnProbability(at + 1, formula) <= HealthScorer.ChurnProbability(at, formula)
                )
        );
    }

    private static FormulaFactor Factor(int[] points) =>
        new(0, "f", TwoBins, new PointsTable([.. points], 0, MissingLearned: true, 0, 0));

    private static HealthFormula Formula(FormulaFactor[] factors, double slope) =>
        new([.. factors], intercept: 1, slope, new BandThresholds(yellowFrom: 1, greenFrom: 2));
}
