using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Tests.Bands;

public class BandCutsTests
{
    /// <summary>Verbraken, Verbeke and Baesens (2013): (.05 + .005) / (.3 x .95 + .05) = .055 / .335.</summary>
    [Fact]
    public void Acting_pays_from_164_thousandths_with_the_usual_costs() =>
        Assert.Equal(0.055 / 0.335, BandCuts.WorthActing(new ActionCost(0.30, 0.05, 0.005)), 1e-15);

    [Fact]
    public void At_the_cut_the_expected_profit_is_nothing()
    {
        var cost = new ActionCost(Acceptance: 0.4, Offer: 0.1, Contact: 0.02);
        var p = BandCuts.WorthActing(cost);

        var onChurner = (cost.Acceptance * (1 - cost.Offer)) - cost.Contact;
        Assert.Equal(0, (p * onChurner) - ((1 - p) * (cost.Offer + cost.Contact)), 1e-15);
    }

    [Fact]
    public void The_usual_rule_cuts_yellow_where_a_cheap_action_pays()
    {
        var cuts = BandCuts.Of(BandRule.Usual, [], share: 1);

        Assert.Equal(0.055 / 0.335, cuts.RedFrom, 1e-15);
        Assert.Equal(0.05, cuts.YellowFrom, 1e-15);
    }

    [Fact]
    public void Fixed_cuts_are_taken_as_they_are() =>
        Assert.Equal(
            new BandCuts(0.4, 0.2),
            BandCuts.Of(new BandRule { Fixed = new FixedRule(0.4, 0.2) }, [0.1, 0.9], share: 1)
        );

    [Theory]
    [InlineData(0.4, Band.Red)]
    [InlineData(0.39999999999999997, Band.Yellow)]
    [InlineData(0.2, Band.Yellow)]
    [InlineData(0.19999999999999998, Band.Green)]
    public void A_probability_on_the_cut_is_the_worse_band(double probability, Band band) =>
        Assert.Equal(band, new BandCuts(0.4, 0.2).BandOf(probability));

    [Theory]
    [InlineData(2, 3, 0.9, 0.3)]
    [InlineData(1, 1, 0.95, 0.9)]
    [InlineData(3, 0, 0.7, 0.7)]
    [InlineData(0, 2, double.PositiveInfinity, 0.9)]
    [InlineData(2, 9, 0.9, 0)]
    [InlineData(7, 0, 0.1, 0.1)]
    [InlineData(8, 0, 0, 0)]
    public void A_capacity_cuts_at_the_probability_of_its_last_account(
        int red,
        int yellow,
        double redFrom,
        double yellowFrom
    ) =>
        Assert.Equal(
            new BandCuts(redFrom, yellowFrom),
            Capacity(red, yellow, [0.3, 0.9, 0.1, 0.7, 0.95, 0.5, 0.2], share: 1)
        );

    [Fact]
    public void Accounts_tied_with_the_last_one_are_in_the_same_band()
    {
        var cuts = Capacity(red: 2, yellow: 1, [0.9, 0.6, 0.6, 0.6, 0.1], share: 1);

        Assert.Equal(0.6, cuts.RedFrom);
        Assert.Equal(4, new[] { 0.9, 0.6, 0.6, 0.6, 0.1 }.Count(p => cuts.BandOf(p) == Band.Red));
    }

    /// <summary>Half of the accounts are looked at: of 3 places 1.5 are theirs, rounded up; of 6 places 3.</summary>
    [Fact]
    public void A_capacity_shrinks_with_the_share_of_the_accounts() =>
        Assert.Equal(new BandCuts(0.8, 0.7), Capacity(red: 3, yellow: 3, [0.9, 0.8, 0.7, 0.6, 0.5], share: 0.5));

    [Fact]
    public void A_rule_that_is_none_of_the_three_is_refused() =>
        Assert.Throws<ArgumentException>(() => BandCuts.Of(new BandRule(), [0.5], share: 1));

    [Theory]
    [InlineData(0.164)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_threshold_is_the_smallest_health_below_the_cut(double cut)
    {
        var formula = Formula(intercept: 3, slope: 0.07);

        var threshold = new BandCuts(cut, cut).On(formula).YellowFrom!.Value;

        Assert.True(formula.ProbabilityAt(threshold) < cut);
        Assert.True(formula.ProbabilityAt(threshold - 1) >= cut);
    }

    /// <summary>log-odds 3 - .07 h = 0 at h = 42.857142857...: 428,571,429 units is the first above it.</summary>
    [Fact]
    public void The_threshold_of_one_half_is_the_one_worked_by_hand() =>
        Assert.Equal(428_571_429, new BandCuts(0.5, 0.5).On(Formula(intercept: 3, slope: 0.07)).GreenFrom);

    [Fact]
    public void A_probability_of_exactly_the_cut_is_still_the_worse_band()
    {
        // Log-odds 0 at health 50 exactly.
        var formula = Formula(intercept: 4, slope: 0.08);

        Assert.Equal(0.5, formula.ProbabilityAt(500_000_000));
        Assert.Equal(500_000_001, new BandCuts(0.5, 0.5).On(formula).YellowFrom);
    }

    [Fact]
    public void A_band_that_no_health_reaches_has_no_threshold_and_one_that_all_reach_has_0()
    {
        var formula = Formula(intercept: 0, slope: 0.01);

        var bands = new BandCuts(RedFrom: 0.6, YellowFrom: 0.2).On(formula);

        Assert.Equal(0, bands.YellowFrom);
        Assert.Null(bands.GreenFrom);
        Assert.Equal(Band.Yellow, bands.BandOf(0));
        Assert.Equal(Band.Yellow, bands.BandOf(HealthFormula.FullHealth));
    }

    [Fact]
    public void A_cut_between_the_last_two_healths_is_reached_by_full_health_alone()
    {
        var formula = Formula(intercept: 0, slope: 0.05);
        var cut = formula.ProbabilityAt(HealthFormula.FullHealth - 1);

        Assert.Equal(HealthFormula.FullHealth, new BandCuts(cut, cut).On(formula).GreenFrom);
        Assert.Null(new BandCuts(0, formula.ProbabilityAt(HealthFormula.FullHealth)).On(formula).GreenFrom);
    }

    /// <summary>Invariant 6, where it matters: unit by unit around a threshold, also of the flattest formula.</summary>
    [Theory]
    [InlineData(0.07, 3)]
    [InlineData(HealthFormula.LeastSlope, 1e-5)]
    [InlineData(5, 250)]
    public void More_health_is_never_more_probability_around_a_threshold(double slope, double intercept)
    {
        var formula = Formula(intercept, slope);
        var threshold = new BandCuts(0.5, 0.5).On(formula).GreenFrom!.Value;
        int[] healths =
        [
            .. Enumerable.Range(threshold - 2000, 4000),
            .. Enumerable.Range(0, 1000).Select(k => k * 1_000_000),
        ];

        Assert.All(healths, health => Assert.True(formula.ProbabilityAt(health + 1) <= formula.ProbabilityAt(health)));
        Assert.All(healths, health => Assert.Equal(formula.ProbabilityAt(health) < 0.5, health >= threshold));
    }

    private static BandCuts Capacity(int red, int yellow, double[] probabilities, double share) =>
        BandCuts.Of(new BandRule { Capacity = new CapacityRule(red, yellow) }, probabilities, share);

    private static FittedFormula Formula(double intercept, double slope) =>
        new()
        {
            Factors =
            [
                new FormulaFactor(
                    0,
                    "x",
                    FactorBins.Numeric([1]),
                    new PointsTable([0, HealthFormula.FullHealth], 0, MissingLearned: true, 0, 0)
                ),
            ],
            LeftOut = [],
            Intercept = intercept,
            Slope = slope,
            PriorLogOdds = 0,
            Rows = 100,
            Churned = 50,
            BoostingSteps = [],
        };
}
