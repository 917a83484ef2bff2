using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Agreement;

namespace HealthScore.Training.Tests.Evaluation.Agreement;

/// <summary>
/// Trees whose raw score, the log-odds, is 0 under 2, 1 from 2 on and back at 0 from 4 on, of one factor with the
/// values 1 to 5 and tenths that begin at 2, 3, 4 and 5.
/// </summary>
public class DirectionBreaksTests
{
    private static readonly double Rise = Logistic.Sigmoid(1) - 0.5;

    /// <summary>
    /// 1 to 2 raises the probability; 2 to 3 and 4 to 5 leave it; 3 to 4 lowers it; 5 and missing stay.
    /// </summary>
    [Theory]
    [InlineData(FactorDirection.HigherIsBetter, 1, 2.0)]
    [InlineData(FactorDirection.LowerIsBetter, 1, 4.0)]
    public void Each_row_is_moved_to_the_next_tenth_and_the_wrong_way_is_counted(
        FactorDirection direction,
        int broken,
        double at
    )
    {
        var breaks = Assert.Single(Of(direction, [], 1, 2, 3, 4, 5, double.NaN));

        Assert.Equal((4, broken), (breaks.Moves, breaks.Broken));
        Assert.Equal(at, breaks.MostAt);
        Assert.Equal(Rise, breaks.Largest, 1e-12);
        Assert.Equal(0.25, breaks.Share);
    }

    /// <summary>
    /// The best bin is 2 to under 4: 3 to 4 leaves it upwards and may raise the probability, it lowers it.
    /// </summary>
    [Fact]
    public void The_middle_that_is_better_is_the_formulas_best_bin()
    {
        var formula = new FormulaFactor(
            0,
            "use",
            FactorBins.Numeric([2, 4]),
            new PointsTable([0, 1_000_000_000, 0], 0, MissingLearned: false, 0, 0)
        );

        var breaks = Assert.Single(Of(FactorDirection.MiddleIsBetter, [formula], 1, 2, 3, 4, 5));

        Assert.Equal((4, 2, 2.0), (breaks.Moves, breaks.Broken, breaks.MostAt));
    }

    [Fact]
    public void A_middle_that_the_formula_does_not_know_says_nothing_of_any_move() =>
        Assert.Equal(0, Assert.Single(Of(FactorDirection.MiddleIsBetter, [], 1, 2, 3)).Moves);

    [Fact]
    public void A_factor_that_is_left_to_the_data_cannot_be_broken() =>
        Assert.Empty(Of(FactorDirection.Learn, [], 1, 2, 3));

    [Fact]
    public void Folds_are_counted_together()
    {
        var one = Of(FactorDirection.HigherIsBetter, [], 1, 1, 2);
        var other = Of(FactorDirection.HigherIsBetter, [], 2, 3);

        var both = Assert.Single(DirectionBreaks.OverFolds([one, other]));

        Assert.Equal((5, 2, 2.0), (both.Moves, both.Broken, both.MostAt));
        Assert.Equal(Rise, both.Largest, 1e-12);
    }

    private static ImmutableArray<DirectionBreaks> Of(
        FactorDirection direction,
        ImmutableArray<FormulaFactor> formula,
        params double[] values
    )
    {
        var table = Tables.Of([Tables.Numeric("use", direction)], [.. values.Select(_ => Outcome.Retained)], values);
        var training = Tables.Of(
            [Tables.Numeric("use", direction)],
            Tables.Outcomes("CRCRCRCRCR"),
            [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
        );
        return DirectionBreaks.Of(
            Trees(),
            formula,
            table,
            [.. Enumerable.Range(0, values.Length)],
            Profile.Of(training, [.. Enumerable.Range(0, 10)])
        );
    }

    private static ChallengerModel Trees()
    {
        var trees = new TreeEnsemble(
            [new TreeSlot(0, TreeSlotKind.Number, Level: 0, Fill: 3)],
            [new RegressionTree([0, 0], [1.5f, 3.5f], [~0, ~1], [1, ~2], [0, 1, 0])]
        );
        return new ChallengerModel(
            trees,
            new TreeSettings(Leaves: 3, LearningRate: 0.1, MinimumRows: 1, Trees: 1),
            slope: 1,
            intercept: 0,
            TreeBackground.Of(trees, rows: 5, factors: 1, (row, values) => values[0] = row + 1)
        );
    }
}
