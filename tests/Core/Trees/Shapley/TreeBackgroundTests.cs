using FsCheck.Xunit;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Tests.Trees.Shapley;

public class TreeBackgroundTests
{
    /// <summary>
    /// Leaves of the first tree: logins at most 2.5 (one condition), then logins above it with paid or not. Both rows
    /// meet
    /// one condition of the leaf of logins above 2.5 and free: (1, paid) neither, (9, free) both.
    /// </summary>
    [Fact]
    public void Each_leaf_counts_which_of_its_conditions_rows_meet()
    {
        var trees = new TreeEnsemble(SmallTrees.Slots, [SmallTrees.First]);

        var background = SmallTrees.Counted(trees, SmallTrees.Background);

        Assert.Equal(2, background.Rows);
        Assert.Equal([new PatternCount(0, 1), new PatternCount(1, 1)], background.Leaves[0]);
        Assert.Equal([new PatternCount(0, 1), new PatternCount(3, 1)], background.Leaves[1]);
        Assert.Equal([new PatternCount(1, 1), new PatternCount(2, 1)], background.Leaves[2]);
    }

    [Property(MaxTest = 100)]
    public void The_order_of_rows_changes_nothing_and_rows_that_stand_twice_count_twice(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var rows = trees.Rows(30);
        var model = trees.Model(trees: 3, leaves: 15, rows);

        var reversed = SmallTrees.Counted(model.Trees, [.. rows.Reverse()]);
        var twice = SmallTrees.Counted(model.Trees, [.. rows, .. rows]);

        Assert.Equal(model.Background.Leaves.SelectMany(leaf => leaf), reversed.Leaves.SelectMany(leaf => leaf));
        Assert.Equal(
            model.Background.Leaves.SelectMany(leaf => leaf.Select(count => count with { Count = 2 * count.Count })),
            twice.Leaves.SelectMany(leaf => leaf)
        );
    }

    /// <summary>
    /// A row that meets all conditions of a leaf reaches it, however often the path splits on a slot.
    /// </summary>
    [Property(MaxTest = 100)]
    public void A_leaf_is_reached_by_the_rows_that_meet_all_its_conditions(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var tree = trees.Tree(12, node => node % 3);
        foreach (var row in trees.Rows(10))
        {
            var model = trees.Model([tree], [row]);
            var paths = LeafPath.Of(tree);

            var reached = paths.Where((path, leaf) => model.Background.Cover(leaf, path) == 1);

            Assert.Equal(model.Trees.LeafValue(tree: 0, row), Assert.Single(reached).Value);
        }
    }

    [Fact]
    public void A_path_over_more_slots_than_a_pattern_has_bits_is_refused()
    {
        var trees = RandomTrees.OfNumbers(seed: 1, factors: 65);

        Assert.Equal(64, LeafPath.Of(trees.Chain(64))[^1].Conditions.Length);
        var refusal = Assert.Throws<ArgumentException>(() => LeafPath.Of(trees.Chain(65)));
        Assert.Contains("65 slots; at most 64", refusal.Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 500)]
    public void Bits_are_taken_out_the_same_way_with_and_without_the_instruction(ulong word, ulong mask)
    {
        var oneByOne = BitPattern.ExtractOneByOne(word, mask);

        Assert.Equal(BitPattern.Extract(word, mask), oneByOne);
        Assert.Equal(BitPattern.ExtractOneByOne(word & mask, mask), oneByOne);
        Assert.Equal(
            System.Numerics.BitOperations.PopCount(word & mask),
            System.Numerics.BitOperations.PopCount(oneByOne)
        );
    }
}
