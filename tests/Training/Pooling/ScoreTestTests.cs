using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Tests.Pooling;

public class ScoreTestTests
{
    /// <summary>
    /// 100 rows in each of two bins, all with a chance of 1/2: information 25 each. 55 left in the one and 45 in the
    /// other: the intercept (score 0, information 50) takes nothing, and 5 x 5 / 25 + 5 x 5 / 25 = 2.
    /// </summary>
    [Fact]
    public void Two_bins_about_an_intercept_have_one_degree_of_freedom_and_the_chi_square_worked_by_hand()
    {
        var test = ScoreTest.Of(
            new double[,]
            {
                { 50, 0, 0 },
                { 25, 25, 0 },
                { 25, 0, 25 },
            },
            [0, 5, -5],
            nuisance: 1
        );

        Assert.Equal(1, test.Degrees);
        Assert.Equal(2, test.ChiSquare, 1e-12);
        Assert.Equal(0.15729920705, test.Chance(inflation: 1), 1e-10);
        Assert.Equal(0.31731050786, test.Chance(inflation: 2), 1e-10);
    }

    /// <summary>
    /// Three bins of 100, 200 and 100 rows at 1/2; the fitted multiplier has slopes -1, 0 and 1. Scores 3, -6, 3 are
    /// what no line takes up: 9/25 + 36/50 + 9/25. A line adds nothing to that.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-4)]
    public void What_another_multiplier_would_explain_is_no_sign_of_another_curve(double line)
    {
        var test = ScoreTest.Of(
            new double[,]
            {
                { 100, 0, 0, 0, 0 },
                { 0, 50, 0, 0, 0 },
                { 25, -25, 25, 0, 0 },
                { 50, 0, 0, 50, 0 },
                { 25, 25, 0, 0, 25 },
            },
            [0, 2 * line, 3 - line, -6, 3 + line],
            nuisance: 2
        );

        Assert.Equal(1, test.Degrees);
        Assert.Equal(1.44, test.ChiSquare, 1e-12);
    }

    [Fact]
    public void Squares_of_the_scores_along_its_directions_sum_to_chi_square()
    {
        var random = new Random(1);
        var factor = new double[7, 7];
        for (var r = 0; r < 7; r++)
        {
            for (var c = 0; c < 7; c++)
            {
                factor[r, c] = random.NextDouble() - 0.5;
            }
        }

        var information = new double[7, 7];
        for (var r = 0; r < 7; r++)
        {
            for (var c = 0; c < 7; c++)
            {
                information[r, c] = Enumerable.Range(0, 7).Sum(k => factor[r, k] * factor[c, k]);
            }
        }

        double[] score = [.. Enumerable.Range(0, 7).Select(_ => random.NextDouble() - 0.5)];

        var test = ScoreTest.Of(information, [.. score], nuisance: 3);

        var directions = test.Directions();
        Assert.Equal(4, directions.Length);
        Assert.Equal(
            test.ChiSquare,
            directions.Sum(d => Math.Pow(d.Zip(score, (share, s) => share * s).Sum(), 2)),
            1e-9 * test.ChiSquare
        );
    }

    [Fact]
    public void Nothing_to_test_is_no_finding()
    {
        var test = ScoreTest.Of(
            new double[,]
            {
                { 25, 0 },
                { 25, 25 },
            },
            [0, 5],
            nuisance: 1
        );

        Assert.Equal(0, test.Degrees);
        Assert.Equal(1, test.Chance(inflation: 1));
    }
}
