using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class EqualWeightsTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(FactorDirection.HigherIsBetter, 12.5, 87.5)]
    [InlineData(FactorDirection.LowerIsBetter, 87.5, 12.5)]
    [InlineData(FactorDirection.MiddleIsBetter, 25, 25)]
    public void A_declared_direction_turns_the_rank(FactorDirection direction, double lowest, double highest)
    {
        var table = Tables.Of([Tables.Numeric("a", direction)], Tables.Outcomes("CRRC"), [1, 2, 3, 4]);

        var weights = EqualWeights.Fit(table, [0, 1, 2, 3]);

        Assert.Equal(lowest, weights.Score([1]), Tolerance);
        Assert.Equal(highest, weights.Score([4]), Tolerance);
    }

    [Theory]
    [InlineData("CCRCRR", RankTurn.Up)] // low values churn: higher is healthier
    [InlineData("RRCRCC", RankTurn.Down)]
    [InlineData("CRRRRC", RankTurn.Up)] // no correlation: higher counts as healthier
    public void A_learned_direction_is_the_sign_of_the_correlation_with_churn(string outcomes, RankTurn turn)
    {
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.Learn)],
            Tables.Outcomes(outcomes),
            [1, 2, 3, 4, 5, 6]
        );

        Assert.Equal(turn, EqualWeights.Fit(table, [0, 1, 2, 3, 4, 5]).Factors[0].Turn);
    }

    [Fact]
    public void Categories_rank_by_their_shrunk_churn_rate()
    {
        // Base rate 4/8. "bad" 3 of 4, "good" 1 of 4; "rare" is the third level and was never seen.
        var table = Tables.Of(
            [Tables.Categorical("c", "bad", "good", "rare")],
            Tables.Outcomes("CCCRCRRR"),
            [0, 0, 0, 0, 1, 1, 1, 1]
        );

        var factor = EqualWeights.Fit(table, [.. Enumerable.Range(0, 8)]).Factors[0];

        Assert.Equal(25, factor.HealthOf(0));
        Assert.Equal(75, factor.HealthOf(1));
        Assert.Equal(50, factor.HealthOf(2));
        Assert.Equal(50, factor.HealthOf(FactorCatalog.UnknownLevel));
    }

    [Fact]
    public void Shrinkage_puts_one_churned_row_of_one_below_thirty_of_forty()
    {
        // Base rate 31/71 = .437: 1 of 1 shrinks to (1 + 8.73) / 21 = .463, 30 of 40 to (30 + 8.73) / 60 = .646.
        double[] levels = [0, .. Enumerable.Repeat(1.0, 40), .. Enumerable.Repeat(2.0, 30)];
        var table = Tables.Of(
            [Tables.Categorical("c", "once", "often", "never")],
            Tables.Outcomes("C" + new string('C', 30) + new string('R', 40)),
            levels
        );

        var factor = EqualWeights.Fit(table, [.. Enumerable.Range(0, 71)]).Factors[0];

        Assert.True(factor.HealthOf(1) < factor.HealthOf(0));
        Assert.True(factor.HealthOf(0) < factor.HealthOf(2));
    }

    [Fact]
    public void A_missing_value_counts_as_rank_50_and_the_score_is_the_plain_mean()
    {
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.HigherIsBetter), Tables.Numeric("b", FactorDirection.LowerIsBetter)],
            Tables.Outcomes("CRRC"),
            [1, 2, 3, 4],
            [1, double.NaN, 3, double.NaN]
        );

        var weights = EqualWeights.Fit(table, [0, 1, 2, 3]);

        Assert.Equal((12.5 + 75) / 2, weights.Score([1, 1]), Tolerance);
        Assert.Equal((87.5 + 50) / 2, weights.Score([4, double.NaN]), Tolerance);
        Assert.Equal(50, weights.Score([double.NaN, double.NaN]));
    }

    [Fact]
    public void The_line_makes_the_mean_probability_of_the_training_rows_the_base_rate()
    {
        var (table, rows) = Drawn(400);

        var weights = EqualWeights.Fit(table, rows);

        var rate = rows.Count(row => table.Outcomes[row] == Outcome.Churned) / 400.0;
        Assert.Equal(rate, weights.Probabilities(table, rows).Average(), 1e-9);
        Assert.True(weights.Slope > 0);
        Assert.Equal(Logistic.Sigmoid(weights.Intercept - (weights.Slope * 40)), weights.ProbabilityOf(40));
    }

    [Fact]
    public void Rows_of_unknown_outcome_teach_nothing()
    {
        var (table, rows) = Drawn(100);
        var more = table.Take([.. Enumerable.Range(0, 100), .. Enumerable.Repeat(0, 50)]);
        for (var row = 100; row < 150; row++)
        {
            more.Outcomes[row] = Outcome.Unknown;
            more.Values[0][row] = 1e6;
        }

        var without = Profile.Of(table, rows);
        var with = Profile.Of(more, [.. Enumerable.Range(0, 150)]);

        Assert.Equal(ProfileJson.Write(without), ProfileJson.Write(with));
    }

    [Fact]
    public void Where_all_churned_or_nothing_was_measured_every_row_gets_the_base_rate()
    {
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.Learn)],
            Tables.Outcomes("CCC"),
            [double.NaN, double.NaN, double.NaN]
        );

        var weights = EqualWeights.Fit(table, [0, 1, 2]);

        Assert.Equal(3.5 / 4, weights.ProbabilityOf(weights.Score([7])), Tolerance);
        Assert.Throws<ArgumentException>(() => EqualWeights.Fit(table, []));
    }

    [Fact]
    public void The_order_of_the_rows_does_not_change_one_bit()
    {
        var (table, rows) = Drawn(300);

        var turned = table.Take([.. rows.Reverse()]);

        Assert.Equal(ProfileJson.Write(Profile.Of(table, rows)), ProfileJson.Write(Profile.Of(turned, rows)));
    }

    [Fact]
    public void A_profile_scores_the_same_after_reading_it_back()
    {
        var (table, rows) = Drawn(300);
        var profile = Profile.Of(table, rows);

        var read = ProfileJson.Read(ProfileJson.Write(profile), table.Catalog);

        Assert.Equal(profile.EqualWeights.Probabilities(table, rows), read.EqualWeights.Probabilities(table, rows));
        Assert.Equal(ProfileJson.Write(profile), ProfileJson.Write(read));
    }

    internal static (TrainingTable Table, ImmutableArray<int> Rows) Drawn(int count)
    {
        var random = new Random(count);
        double[] a = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        double[] b = [.. a.Select(x => x < 0.1 ? double.NaN : Math.Floor(random.NextDouble() * 6))];
        double[] c = [.. a.Select(_ => (double)random.Next(3))];
        Outcome[] outcomes =
        [
            .. a.Select(
                (x, row) => random.NextDouble() < 0.1 + (0.5 * x) + (0.1 * c[row]) ? Outcome.Churned : Outcome.Retained
            ),
        ];
        var table = Tables.Of(
            [
                Tables.Numeric("a", FactorDirection.Learn),
                Tables.Numeric("b", FactorDirection.MiddleIsBetter),
                Tables.Categorical("c", "x", "y", "z"),
            ],
            outcomes,
            a,
            b,
            c
        );
        return (table, [.. Enumerable.Range(0, count)]);
    }
}
