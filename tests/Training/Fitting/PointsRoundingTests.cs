using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;

namespace HealthScore.Training.Tests.Fitting;

public class PointsRoundingTests
{
    /// <summary>Ranges 3 and 1: weights .75 and .25; log-odds 1 of 0..3 is two thirds of the way to the best.</summary>
    [Fact]
    public void Points_are_those_worked_by_hand()
    {
        var factors = PointsRounding.Round(
            [
                Curve(0, [0, 1, 3, 9], [10, 10, 10, 0], CurveConstraint.Free),
                Curve(1, [-1, 0, -0.5], [10, 10, 20], CurveConstraint.Free),
            ],
            []
        );

        Assert.Equal([750_000_000, 500_000_000, 0], factors[0].Table.Bins);
        Assert.Equal([250_000_000, 0], factors[1].Table.Bins);
        Assert.Equal(125_000_000, factors[1].Table.Missing);
        Assert.True(factors[1].Table.MissingLearned);
    }

    [Fact]
    public void Missing_that_training_never_saw_takes_the_mean_and_is_not_learned()
    {
        var factors = PointsRounding.Round([Curve(0, [0, 1, -5], [10, 30, 0], CurveConstraint.Free)], []);

        Assert.Equal([1_000_000_000, 0], factors[0].Table.Bins);
        Assert.Equal(250_000_000, factors[0].Table.Missing);
        Assert.Equal(250_000_000, factors[0].Table.Mean);
        Assert.False(factors[0].Table.MissingLearned);
    }

    [Fact]
    public void A_level_never_seen_takes_the_mean()
    {
        var bins = FactorBins.Grouped(FactorKind.Categorical, [0, 1]);

        var factors = PointsRounding.Round(
            [new FittedCurve(0, "plan", bins, [0, 1, 1], [30, 10, 0], CurveConstraint.Free)],
            []
        );

        Assert.Equal(750_000_000, factors[0].Table.Other);
    }

    [Theory]
    [InlineData(new[] { 1.0, 1, 1 }, 100, new[] { 34, 33, 33 })]
    [InlineData(new[] { 0.5, 0.3, 0.2 }, 10, new[] { 5, 3, 2 })]
    [InlineData(new[] { 1.0, 2, 4 }, 10, new[] { 1, 3, 6 })]
    [InlineData(new[] { 0.0, 7 }, 10, new[] { 0, 10 })]
    public void The_largest_remainders_are_rounded_up(double[] shares, int total, int[] expected) =>
        Assert.Equal(expected, WholePoints.LargestRemainders(shares, total));

    [Fact]
    public void The_best_bins_sum_to_a_thousand_million_and_no_points_are_negative()
    {
        var random = new Random(12);
        for (var round = 0; round < 300; round++)
        {
            var curves = Curves(random);

            var factors = PointsRounding.Round(curves, []);

            Assert.Equal(HealthFormula.FullHealth, factors.Sum(f => (long)f.Table.Best));
            Assert.All(factors, f => Assert.All(f.Table.Bins.Append(f.Table.Missing), p => Assert.True(p >= 0)));
        }
    }

    [Fact]
    public void A_direction_survives_rounding_between_all_pairs_of_bins()
    {
        var random = new Random(13);
        for (var round = 0; round < 300; round++)
        {
            var (start, size) = (random.NextDouble(), random.Next(2, 15));
            var steps = Enumerable.Range(0, size).Select(_ => random.Next(2) == 0 ? 0 : random.NextDouble() * 1e-9);

            // Rising log-odds off by the last bit, as a sum of differences is.
            var at = start;
            double[] rising = [.. steps.Select(step => Wobbled(random, at += step)), 0];
            int[] rows = [.. Enumerable.Repeat(10, size), 0];
            double[] wide = [0, 1, 0];

            var factors = PointsRounding.Round(
                [
                    Curve(0, rising, rows, CurveConstraint.Rising),
                    Curve(1, [.. rising[..^1].Reverse(), 0], rows, CurveConstraint.Falling),
                    Curve(2, wide, [10, 10, 0], CurveConstraint.Free),
                ],
                []
            );

            foreach (var factor in factors.Where(f => f.Index < 2))
            {
                int[] worstFirst = factor.Index == 0 ? [.. factor.Table.Bins.Reverse()] : [.. factor.Table.Bins];
                Assert.Equal(worstFirst.Order(), worstFirst);
            }
        }
    }

    [Fact]
    public void Curves_that_are_all_flat_make_no_formula() =>
        Assert.Empty(PointsRounding.Round([Curve(0, [2, 2, 0], [10, 10, 0], CurveConstraint.Free)], []));

    [Fact]
    public void A_flat_curve_among_others_has_no_place_in_the_formula()
    {
        var factors = PointsRounding.Round(
            [
                Curve(0, [2, 2, 0], [10, 10, 0], CurveConstraint.Free),
                Curve(1, [1, 2, 0], [10, 10, 0], CurveConstraint.Free),
            ],
            []
        );

        Assert.Equal(1, Assert.Single(factors).Index);
    }

    private static double Wobbled(Random random, double value) =>
        random.Next(3) switch
        {
            0 => Math.BitIncrement(value),
            1 => Math.BitDecrement(value),
            _ => value,
        };

    private static FittedCurve[] Curves(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(1, 31))
                .Select(j =>
                {
                    var size = random.Next(2, 16);
                    return Curve(
                        j,
                        [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() * random.Next(1, 5))],
                        [
                            .. Enumerable
                                .Range(0, size)
                                .Select(e => e == size - 1 ? random.Next(2) * 7 : random.Next(1, 99)),
                        ],
                        CurveConstraint.Free
                    );
                }),
        ];

    private static FittedCurve Curve(int index, double[] logOdds, int[] rows, CurveConstraint constraint) =>
        new(
            index,
            $"f{index}",
            FactorBins.Numeric(Enumerable.Range(1, logOdds.Length - 2).Select(k => (double)k)),
            logOdds,
            rows,
            constraint
        );
}
