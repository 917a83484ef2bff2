using HealthScore.Core.Explaining;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Tests.Explaining;

public class FormulaTextTests
{
    [Fact]
    [Trait("Requirement", "003-07")]
    [Trait("Requirement", "004-17")]
    public void The_readable_formula_reads_as_written_here()
    {
        var text = FormulaText.Plain(SampleModel.Model);

        Assert.Equal(
            """
            Formula HASH: segment all, stage all

            Health runs from 0 to 100; higher is better.
            Green: health 62 or more (churn probability 25.0 % or less).
            Yellow: health 31 or more, under 62 (churn probability 61.1 % or less).
            Red: health under 31.
            Churn probability is the chance that the customer leaves within 180 days; higher is worse.
            Ten points more health multiply the odds of churn by 0.6065.

            How a score is made
            health = sum over factors of weight x sub-score = sum of the points below
            log-odds of churn = 2 - 0.05 x health
            churn probability = 1 / (1 + e^-log-odds)
            on the scale from 1 to 10: sum of weight x (1 + 9 x sub-score / 100) = 1 + 9 x health / 100

            Bands
            green: health 62 or more (churn probability 25.0 % or less)
            yellow: health 31 or more, under 62 (churn probability 61.1 % or less)
            red: health under 31

            Factors
            factor           weight  bin                     points  sub-score
            ---------------  ------  ----------------------  ------  ---------
            Tenure (months)     0.5  under 0.5                    0       0.00
                                     0.5 to 12.5                 20      40.00
                                     12.5 or more                50     100.00
                                     not measured                30      60.00
            Contract            0.3  Two year                    30     100.00
                                     One year                    15      50.00
                                     Month-to-month               0       0.00
                                     not measured                 5      16.67
                                     never seen in training      12      40.00
            Plan                0.2  basic, silver                4      20.00
                                     gold                        20     100.00
                                     not measured                 0       0.00
                                     never seen in training       9      45.00

            Left out
            Gender: flat


            """.Replace("HASH", SampleModel.Model.FormulaHashes[0]),
            text
        );
    }

    [Fact]
    [Trait("Requirement", "000-22")]
    public void The_weights_of_the_readable_formula_sum_to_one_exactly()
    {
        Assert.All(
            Enumerable.Range(1, 50),
            seed =>
                Assert.Equal(1m, FormulaText.Of(RandomModels.Model(seed))[0].Factors.Sum(f => decimal.Parse(f.Weight)))
        );
    }

    [Theory]
    [InlineData(
        null,
        null,
        "green: not reachable in this segment, even at health 100",
        "yellow: not reachable in this segment, even at health 100",
        "red: every health"
    )]
    [InlineData(
        0,
        0,
        "green: every health",
        "yellow: no health, since every health is green",
        "red: no health, since every health is yellow or better"
    )]
    [InlineData(
        0,
        null,
        "green: not reachable in this segment, even at health 100",
        "yellow: every health",
        "red: no health, since every health is yellow or better"
    )]
    [InlineData(
        400_000_000,
        400_000_000,
        "green: health 40 or more (churn probability 50.0 % or less)",
        "yellow: no health, since green begins where red ends",
        "red: health under 40"
    )]
    [InlineData(
        400_000_000,
        null,
        "green: not reachable in this segment, even at health 100",
        "yellow: health 40 or more (churn probability 50.0 % or less)",
        "red: health under 40"
    )]
    [Trait("Requirement", "000-17")]
    public void Thresholds_that_no_health_or_every_health_reaches_are_said_in_words(
        int? yellowFrom,
        int? greenFrom,
        string green,
        string yellow,
        string red
    )
    {
        var formula = new HealthFormula(
            SampleModel.Formula.Factors,
            intercept: 2,
            slope: 0.05,
            new BandThresholds(yellowFrom, greenFrom)
        );

        Assert.Equal([green, yellow, red], BandText.Of(formula));
    }

    [Fact]
    public void A_bin_of_many_levels_is_named_in_full_or_by_its_first_three_and_a_count()
    {
        var factor = SampleModel.Factors[1] with { Levels = ["a", "b", "c", "d", "e"] };
        var bins = FactorBins.Grouped(FactorKind.Categorical, [0, 0, 0, 0, 0]);

        Assert.Equal("a, b, c, d, e", BinLabels.Of(bins, factor, 0));
        Assert.Equal("a, b, c and 2 more", BinLabels.Short(bins, factor, 0));
        Assert.Equal("not measured", BinLabels.Of(bins, factor, 1));
        Assert.Equal("never seen in training", BinLabels.Of(bins, factor, 2));
    }

    [Fact]
    public void Points_are_printed_with_every_digit_that_counts()
    {
        Assert.Equal("0.0000001", PointsText.Exact(1));
        Assert.Equal("100", PointsText.Exact(1_000_000_000));
        Assert.Equal("43.1", PointsText.Exact(431_000_000));
        Assert.Equal(7, PointsText.DecimalsOf([1, 431_000_000]));
        Assert.Equal(2, PointsText.DecimalsOf([1_000_000_000]));
    }
}
