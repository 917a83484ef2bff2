using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Proof;

namespace HealthScore.Training.Tests.Fitting.Proof;

/// <summary>
/// By hand, all at even chances: of 100 rows of a low value 40 churn, of 100 of a high one 60. Ranks are -1/4 and 1/4
/// from
/// their middle, so the score is 2 x 10/4 = 5, its information 50/16, and chi-square 8: chance .0046777.
/// </summary>
public class TrendTestsTests
{
    private const double Chance = 0.004677735;

    [Theory]
    [InlineData(FactorDirection.LowerIsBetter, Chance / 2)]
    [InlineData(FactorDirection.HigherIsBetter, 1)]
    [InlineData(FactorDirection.Learn, Chance)]
    [InlineData(FactorDirection.MiddleIsBetter, Chance)]
    public void A_trend_counts_the_declared_way_alone_and_either_way_where_none_is_declared(
        FactorDirection direction,
        double expected
    )
    {
        var (churned, column) = ProofRows.Two(100, 40, 60);

        var (catalog, data, shapes) = ProofRows.Of(
            direction,
            churned,
            [column],
            [
                [0, 0, 0],
            ]
        );

        Assert.Equal(expected, TrendTests.Chances(data, shapes, catalog)[0], 1e-8);
    }

    /// <summary>Every row twice: twice the chi-square, and twice as far as chance takes it.</summary>
    [Fact]
    public void Snapshots_of_one_customer_say_no_more_than_one()
    {
        var (churned, column) = ProofRows.Two(200, 80, 120);
        var (catalog, data, shapes) = ProofRows.Of(
            FactorDirection.LowerIsBetter,
            churned,
            [column],
            [
                [0, 0, 0],
            ]
        );

        var once = TrendTests.Chances(data with { Keys = [.. data.Keys.Select(key => key / 2)] }, shapes, catalog)[0];

        Assert.Equal(Chance / 2, once, 1e-6);
    }

    /// <summary>Its own curve, which the log-odds hold, is put back: what it tells stays to be told.</summary>
    [Fact]
    public void A_factors_own_curve_does_not_hide_its_trend()
    {
        var (churned, column) = ProofRows.Two(100, 40, 60);

        var (catalog, data, shapes) = ProofRows.Of(
            FactorDirection.Learn,
            churned,
            [column],
            [
                [-0.4, 0.4, 0],
            ]
        );

        Assert.InRange(TrendTests.Chances(data, shapes, catalog)[0], Chance / 2, Chance * 2);
    }

    [Fact]
    public void What_other_factors_tell_is_no_trend()
    {
        var (churned, column) = ProofRows.Two(100, 40, 60);
        double[][] columns = [column, [.. column]];
        double[][] curves =
        [
            [-0.405465, 0.405465, 0],
            [0, 0, 0],
        ];

        var (catalog, data, shapes) = ProofRows.Of(FactorDirection.Learn, churned, columns, curves);

        Assert.Equal(1, TrendTests.Chances(data, shapes, catalog)[1], 1e-3);
    }

    /// <summary>
    /// Of 100 rows without a value 70 churn, of 300 with one 150: one of two tests, so its chance counts twice.
    /// </summary>
    [Fact]
    public void Missing_may_tell_alone()
    {
        bool[] churned = [.. Enumerable.Range(0, 400).Select(i => i < 100 ? i < 70 : i % 2 == 0)];
        double[] column =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    i < 100 ? double.NaN
                    : i % 4 < 2 ? 0.0
                    : 1.0
                ),
        ];

        var (catalog, data, shapes) = ProofRows.Of(
            FactorDirection.HigherIsBetter,
            churned,
            [column],
            [
                [0, 0, 0],
            ]
        );

        // Score 3/4 x 20 = 15, information (100 x 9/16 + 300 x 1/16) / 4 = 18.75, chi-square 12.
        Assert.Equal(2 * 0.000532006, TrendTests.Chances(data, shapes, catalog)[0], 1e-8);
    }

    [Fact]
    public void A_constant_factor_is_not_tested()
    {
        var (churned, column) = ProofRows.Two(100, 40, 60);

        var (catalog, data, shapes) = ProofRows.Of(
            FactorDirection.Learn,
            churned,
            [Array.ConvertAll(column, _ => 7.0)],
            [
                [0, 0],
            ]
        );

        Assert.Equal(1, TrendTests.Chances(data, shapes, catalog)[0]);
    }
}
