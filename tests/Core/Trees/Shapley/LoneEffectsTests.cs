using FsCheck.Xunit;

namespace HealthScore.Core.Tests.Trees.Shapley;

public class LoneEffectsTests
{
    /// <summary>
    /// Logins at most 2.5: 1; else paid: 2; else 4. Background (1, paid) and (9, free), mean 2.5; the account (9,
    /// paid).
    /// With its logins alone (9, paid) and (9, free): 3, so logins is worth .5; with its plan alone (1, paid) and (9,
    /// paid): 1.5, so plan is worth -1. Both sum to the Shapley values here, since they sum to 2 - 2.5.
    /// </summary>
    [Fact]
    public void A_tree_of_two_factors_is_taken_apart_as_by_hand()
    {
        var model = SmallTrees.Of([SmallTrees.First], slope: 1, intercept: 0);
        var effects = new double[3];

        var sum = model.LoneEffects.Of([9, 0, 1], effects);

        Assert.Equal([0.5, 0, -1], effects);
        Assert.Equal(-0.5, sum);
    }

    [Property(MaxTest = 60)]
    public void Each_effect_is_the_mean_change_where_the_background_takes_one_factor(int seed)
    {
        var trees = RandomTrees.OfEveryKind(seed);
        var background = trees.Rows(12);
        var model = trees.Model(trees: 3, leaves: 9, background);
        var row = trees.Row();
        var effects = new double[row.Length];

        var sum = model.LoneEffects.Of(row, effects);

        var mean = background.Average(other => model.LogOdds(other));
        for (var j = 0; j < row.Length; j++)
        {
            var factor = j;
            var expected = background.Average(other => model.LogOdds(WithOne(other, row, factor))) - mean;
            Assert.Equal(expected, effects[j], 1e-12);
        }

        Assert.Equal(effects.Sum(), sum, 1e-12);
    }

    /// <summary>Trees of one split each are additive: alone is all there is.</summary>
    [Property(MaxTest = 60)]
    public void Where_trees_split_once_factors_do_nothing_together(int seed)
    {
        var trees = RandomTrees.OfNumbers(seed, factors: 4);
        var model = trees.Model(trees: 6, leaves: 2, trees.Rows(15));
        var row = trees.Row();
        var (alone, shapley) = (new double[row.Length], new double[row.Length]);

        model.LoneEffects.Of(row, alone);
        model.Explainer.Explain(row, shapley);

        Assert.All(alone.Zip(shapley), both => Assert.Equal(both.Second, both.First, 1e-12));
    }

    private static double[] WithOne(double[] row, double[] from, int factor)
    {
        double[] changed = [.. row];
        changed[factor] = from[factor];
        return changed;
    }
}
