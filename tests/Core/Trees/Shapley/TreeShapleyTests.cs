using FsCheck.Xunit;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Tests.Trees.Shapley;

public class TreeShapleyTests
{
    private const double Tolerance = 1e-12;

    /// <summary>
    /// Logins at most 2.5: 1; else paid: 2; else 4. Background (1, paid) and (9, free); the account (9, paid). Nothing
    /// known: (1 + 4) / 2 = 2.5; logins known: (2 + 4) / 2 = 3; plan known: (1 + 2) / 2 = 1.5; both: 2. So logins is
    /// worth ((3 - 2.5) + (2 - 1.5)) / 2 = 0.5 and plan ((1.5 - 2.5) + (2 - 3)) / 2 = -1.
    /// </summary>
    [Fact]
    public void A_tree_of_two_factors_is_explained_as_by_hand()
    {
        var model = SmallTrees.Of([SmallTrees.First], slope: 1, intercept: 0);

        var found = ChallengerExplanation.Of(model, [9, 0, 1]);

        Assert.Equal(2.5, found.BaseLogOdds);
        Assert.Equal(2, found.LogOdds);
        Assert.Equal([0.5, 0, -1], found.Contributions);
        Assert.Equal(0, found.AdditiveGap);
        Assert.Equal(model.Probability([9, 0, 1]), found.Probability);
    }

    /// <summary>
    /// Along the tree: half of the rows go right at the root, and all of those are free. Nothing known: (1 + 4) / 2 =
    /// 2.5;
    /// logins known: 4, since the rows there are free; plan known: (1 + 2) / 2 = 1.5; both: 2.
    /// </summary>
    [Fact]
    public void The_path_dependent_kind_follows_the_rows_of_each_node()
    {
        var model = SmallTrees.Of([SmallTrees.First], slope: 1, intercept: 0);
        var contributions = new double[3];

        TreeShapley.PathDependent(model).Explain([9, 0, 1], contributions);

        Assert.Equal([((4 - 2.5) + (2 - 1.5)) / 2, 0, ((1.5 - 2.5) + (2.0 - 4)) / 2], contributions);
    }

    [Fact]
    public void Calibration_scales_contributions_and_moves_their_base()
    {
        var found = ChallengerExplanation.Of(SmallTrees.Of([SmallTrees.First], slope: 4, intercept: -3), [9, 0, 1]);

        Assert.Equal((4 * 2.5) - 3, found.BaseLogOdds);
        Assert.Equal((4 * 2) - 3, found.LogOdds);
        Assert.Equal([2, 0, -4], found.Contributions);
    }

    [Property(MaxTest = 40)]
    public void Contributions_are_those_of_the_definition_for_every_kind_of_slot(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var background = trees.Rows(12);
        var model = trees.Model(trees: 3, leaves: 9, background);
        var row = trees.Row();

        AssertEqual(BruteForce.Interventional(model, background, row), Explain(model.Explainer, row));
        AssertEqual(BruteForce.PathDependent(model, background, row), Explain(TreeShapley.PathDependent(model), row));
        AssertNear(BruteForce.Mean(model, background), model.Explainer.BaseLogOdds);
    }

    /// <summary>A leaf of 14 conditions is looked up, one of 15 computed.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(15)]
    public void Leaves_of_many_conditions_are_explained_as_exactly(int length)
    {
        var trees = RandomTrees.OfNumbers(length, factors: length);
        var background = trees.Rows(7);
        var model = trees.Model([trees.Chain(length), trees.Tree(7, _ => 5)], background);

        foreach (var row in trees.Rows(2))
        {
            AssertEqual(BruteForce.Interventional(model, background, row), Explain(model.Explainer, row));
            AssertEqual(
                BruteForce.PathDependent(model, background, row),
                Explain(TreeShapley.PathDependent(model), row)
            );
        }
    }

    [Property(MaxTest = 100)]
    public void What_is_looked_up_is_what_is_computed(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var model = trees.Model(trees: 4, leaves: 14, trees.Rows(40));
        var computed = TreeShapley.Interventional(model, mostNumbers: 0);
        var some = TreeShapley.Interventional(model, mostNumbers: 300);
        var row = trees.Row();

        Assert.InRange(computed.TableLength, 0, some.TableLength);
        Assert.InRange(some.TableLength, 0, 300);
        AssertEqual(Explain(computed, row), Explain(model.Explainer, row));
        AssertEqual(Explain(some, row), Explain(model.Explainer, row));
    }

    [Property(MaxTest = 100)]
    public void Base_and_contributions_sum_to_the_log_odds_of_the_probability(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var model = trees.Model(trees: 30, leaves: 20, trees.Rows(50));
        var row = trees.Row();

        foreach (var explainer in (TreeShapley[])[model.Explainer, TreeShapley.PathDependent(model)])
        {
            var contributions = new double[row.Length];
            var logOdds = explainer.Explain(row, contributions);

            Assert.Equal(model.LogOdds(row), logOdds);
            var gap = Math.Abs(logOdds - explainer.BaseLogOdds - contributions.Sum());
            Assert.InRange(gap, 0, Tolerance * (1 + Math.Abs(logOdds)));
        }
    }

    /// <summary>300 leaves have far more than 64 splits, and paths of dozens of conditions on 60 slots.</summary>
    [Fact]
    public void Trees_of_several_hundred_leaves_add_up_too()
    {
        var trees = RandomTrees.OfNumbers(seed: 3, factors: 60);
        var model = trees.Model([trees.Tree(300, node => node % 60), trees.Chain(60)], trees.Rows(200));

        foreach (var row in trees.Rows(50))
        {
            var found = ChallengerExplanation.Of(model, row);
            Assert.Equal(model.LogOdds(row), found.LogOdds);
            Assert.InRange(Math.Abs(found.AdditiveGap), 0, Tolerance);
        }
    }

    [Property(MaxTest = 100)]
    public void A_factor_that_no_tree_asks_for_adds_exactly_nothing(int seed)
    {
        var trees = RandomTrees.OfNumbers(seed, factors: 5);
        var model = trees.Model([trees.Tree(12, node => node % 4), trees.Tree(7, node => node % 3)], trees.Rows(20));

        Assert.Equal(0, Explain(model.Explainer, trees.Row())[4]);
        Assert.Equal(0, Explain(TreeShapley.PathDependent(model), trees.Row())[4]);
    }

    /// <summary>Each tree stands beside itself with two factors exchanged, each background row likewise.</summary>
    [Property(MaxTest = 100)]
    public void Two_factors_that_play_the_same_part_add_the_same(int seed)
    {
        var trees = RandomTrees.OfNumbers(seed, factors: 4);
        var rows = trees.Rows(15);
        double[][] background = [.. rows, .. rows.Select(row => (double[])[row[1], row[0], row[2], row[3]])];
        var tree = trees.Tree(10, node => node % 4);
        var mirrored = new RegressionTree(
            [.. tree.Slots.Select(slot => slot < 2 ? 1 - slot : slot)],
            tree.Thresholds,
            tree.Left,
            tree.Right,
            tree.Leaves
        );

        var found = Explain(trees.Model([tree, mirrored], background).Explainer, [2, 2, .. trees.Row()[2..]]);

        AssertNear(found[0], found[1]);
    }

    [Property(MaxTest = 100)]
    public void Contributions_of_two_ensembles_sum_to_those_of_both_together(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var background = trees.Rows(20);
        RegressionTree[] all = [.. Enumerable.Range(0, 4).Select(i => trees.Tree(11, node => (node + i) % 5))];
        var row = trees.Row();

        double[] one = Explain(trees.Model([.. all[..2]], background).Explainer, row);
        double[] two = Explain(trees.Model([.. all[2..]], background).Explainer, row);
        double[] both = Explain(trees.Model([.. all], background).Explainer, row);

        AssertEqual([.. one.Zip(two, (a, b) => a + b)], both);
    }

    /// <summary>A sum of functions of one factor each needs no coalitions.</summary>
    [Property(MaxTest = 100)]
    public void Of_stumps_a_factor_adds_its_own_function_less_its_mean(int seed)
    {
        var trees = RandomTrees.OfNumbers(seed, factors: 3);
        var background = trees.Rows(17);
        RegressionTree[] stumps = [.. Enumerable.Range(0, 9).Select(i => trees.Tree(2, _ => i % 3))];
        var row = trees.Row();

        var found = Explain(trees.Model([.. stumps], background).Explainer, row);

        for (var factor = 0; factor < 3; factor++)
        {
            var own = trees.Model([.. stumps.Where((_, i) => i % 3 == factor)], background);
            AssertNear(own.LogOdds(row) - background.Average(other => own.LogOdds(other)), found[factor]);
        }
    }

    [Fact]
    public void Trees_that_are_single_leaves_explain_nothing_and_still_add_up()
    {
        var model = SmallTrees.Of([SmallTrees.Leaf], slope: 2, intercept: 1);

        Assert.Equal(130, model.Explainer.BaseLogOdds);
        Assert.Equal([0, 0, 0], Explain(model.Explainer, [9, 1, 0]));
        Assert.Equal(130, model.LogOdds([9, 1, 0]));
    }

    [Fact]
    public void Explaining_allocates_nothing()
    {
        var trees = RandomTrees.OfNumbers(seed: 8, factors: 16);
        var model = trees.Model([trees.Chain(16), trees.Tree(20, node => node % 16)], trees.Rows(30));
        var (row, contributions) = (trees.Row(), new double[16]);
        // The first thousand calls compile what the second thousand runs.
        var sum = Many();
        var before = GC.GetAllocatedBytesForCurrentThread();

        sum += Many();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
        double Many()
        {
            var all = 0.0;
            for (var i = 0; i < 1000; i++)
            {
                all += model.Explainer.Explain(row, contributions);
            }

            return all;
        }
    }

    [Fact]
    public void Room_for_another_number_of_factors_is_refused() =>
        Assert.Throws<ArgumentException>(() => SmallTrees.Model.Explainer.Explain([1, 0, 0], new double[2]));

    [Fact]
    public void A_thousand_levels_are_explained_without_a_larger_stack()
    {
        RandomTrees trees = RandomTrees.OfNumbers(seed: 1, factors: 1000);
        var model = trees.Model([trees.Tree(20, node => 50 * node)], trees.Rows(10));

        Assert.InRange(Math.Abs(ChallengerExplanation.Of(model, trees.Row()).AdditiveGap), 0, Tolerance);
    }

    private static double[] Explain(TreeShapley explainer, double[] row)
    {
        var contributions = new double[row.Length];
        explainer.Explain(row, contributions);
        return contributions;
    }

    private static void AssertEqual(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        foreach (var (one, other) in expected.Zip(found))
        {
            AssertNear(one, other);
        }
    }

    private static void AssertNear(double expected, double found) =>
        Assert.InRange(found, expected - Tolerance, expected + Tolerance);
}
