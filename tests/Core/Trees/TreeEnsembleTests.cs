using HealthScore.Core.Scoring;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Trees;

public class TreeEnsembleTests
{
    [Theory]
    [InlineData(2.5, 0, 0, 1 + 16 + 64.5)] // on the threshold goes left
    [InlineData(2.5000001, 0, 0, 1 + 16 + 64.5)] // the same float
    [InlineData(2.5000003, 0, 0, 4 + 16 + 64.5)] // the next float
    [InlineData(9, 1, 1, 2 + 32 + 64.5)]
    [InlineData(9, 1, -1, 4 + 32 + 64.5)] // a level never seen is none of the levels
    [InlineData(9, 1, double.NaN, 4 + 32 + 64.5)]
    [InlineData(9, -1, 0, 4 + 16 + 64.5)] // a rank never seen is the mean rank
    [InlineData(9, 2, 0, 4 + 16 + 64.5)]
    [InlineData(9, double.NaN, 0, 4 + 16 + 64.5)]
    [InlineData(double.NaN, 0, 0, 4 + 8 + 64.5)] // a missing number is the mean beside its own slot
    [InlineData(-1, 0, 0, 1 + 16 + 64.5)] // a number of -1 is a number
    public void A_row_falls_to_the_leaves_that_a_reader_finds(double logins, double effort, double plan, double sum) =>
        Assert.Equal(sum, SmallTrees.Model.RawScore([logins, effort, plan]));

    [Fact]
    public void The_sum_of_doubles_is_rounded_to_a_float_once()
    {
        var tenth = new RegressionTree([], [], [], [], [0.1]);

        var score = new TreeEnsemble(SmallTrees.Slots, [tenth, tenth, tenth]).Score([0, 0, 0]);

        Assert.Equal((float)(0.1 + 0.1 + 0.1), score);
    }

    [Fact]
    public void No_tree_scores_0() => Assert.Equal(0f, new TreeEnsemble(SmallTrees.Slots, []).Score([0, 0, 0]));

    [Fact]
    public void Probability_is_our_sigmoid_of_slope_times_score_plus_intercept()
    {
        var probability = SmallTrees.Model.Probability([2.5, 0, 0]);

        Assert.Equal(Logistic.Sigmoid((0.125 * 81.5) - 10), probability);
        Assert.Equal(1 / (1 + Math.Exp(-0.1875)), probability, tolerance: 1e-15);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        double[] values = [double.NaN, 1, 0];
        var sum = SmallTrees.Model.Probability(values);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            sum += SmallTrees.Model.Probability(values);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Fact]
    public void Any_number_of_threads_may_score_at_once()
    {
        double[][] rows =
        [
            [2.5, 0, 0],
            [9, 1, 1],
            [double.NaN, 0, 0],
            [9, -1, 0],
        ];
        var alone = Array.ConvertAll(rows, row => SmallTrees.Model.Probability(row));
        var wrong = 0;

        Parallel.For(0, 10_000, i => Interlocked.Add(ref wrong, Differs(i % 4) ? 1 : 0));

        Assert.Equal(0, wrong);
        bool Differs(int row) => SmallTrees.Model.Probability(rows[row]) != alone[row];
    }

    public static TheoryData<int[], float[], int[], int[], double[]> NoTrees =>
        new()
        {
            { [0], [1f], [~0], [~1], [1] },
            { [0], [1f, 2f], [~0], [~1], [1, 2] },
            { [0], [float.NaN], [~0], [~1], [1, 2] },
            { [0], [1f], [~0], [~1], [1, double.PositiveInfinity] },
            { [0], [1f], [~0], [~0], [1, 2] },
            { [0], [1f], [~0], [~2], [1, 2] },
            { [0], [1f], [0], [~1], [1, 2] },
            { [0, 0], [1f, 1f], [~0, ~1], [~2, 1], [1, 2, 3] },
            { [], [], [], [], [] },
        };

    [Theory]
    [MemberData(nameof(NoTrees))]
    public void What_is_not_one_tree_cannot_be_made(
        int[] slots,
        float[] thresholds,
        int[] left,
        int[] right,
        double[] leaves
    ) =>
        Assert.Throws<ArgumentException>(() =>
            new RegressionTree([.. slots], [.. thresholds], [.. left], [.. right], [.. leaves])
        );

    [Fact]
    public void A_tree_may_split_only_on_a_slot_that_is_there() =>
        Assert.Throws<ArgumentException>(() => new TreeEnsemble(SmallTrees.Slots[..3], [SmallTrees.First]));

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1, double.NegativeInfinity)]
    public void A_calibration_is_finite_and_never_turns_the_score_round(double slope, double intercept) =>
        Assert.Throws<ArgumentException>(() => SmallTrees.Of([SmallTrees.First], slope, intercept));
}
