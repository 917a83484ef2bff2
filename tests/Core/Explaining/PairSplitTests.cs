using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining;

public class PairSplitTests
{
    [Theory]
    [InlineData(6, 3, 3)]
    [InlineData(7, 4, 3)]
    [InlineData(-7, -4, -3)]
    [InlineData(1, 1, 0)]
    [InlineData(-1, -1, 0)]
    [InlineData(0, 0, 0)]
    public void A_distance_is_halved_and_an_odd_unit_goes_to_the_row(int distance, int row, int column)
    {
        Assert.Equal((row, column), PairSplit.Of(distance));
    }

    /// <summary>calls 0 - 30 and half of 0 - 12: -36; minutes 35 - 21 - 6 = 8; together 35 - 63 = -28.</summary>
    [Fact]
    public void Each_factor_has_its_own_effect_and_half_of_each_of_its_pairs()
    {
        var score = HealthScorer.Score(new Snapshot { Account = "a", Values = [4, 100] }, PairModel.Model);

        Assert.Equal(
            [new FactorEffect(0, "calls", -360_000_000), new FactorEffect(1, "minutes", 80_000_000)],
            PairSplit.ByFactor(score.Contributions, PairModel.Formula)
        );
    }

    [Property(MaxTest = 200)]
    public void The_effects_sum_to_health_less_all_means_exactly(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);
        var snapshot = new Snapshot { Account = "a", Values = RandomModels.Values(model, new Random(seed)) };
        var score = HealthScorer.Score(snapshot, model);

        var effects = PairSplit.ByFactor(score.Contributions, model.Formulas[0]);

        var means = score.Contributions.Sum(c => (long)c.MeanPoints);
        Assert.Equal(score.HealthPoints!.Value - means, effects.Sum(e => (long)e.Points));
        Assert.Equal(effects.Select(e => e.Index).Distinct().Order(), effects.Select(e => e.Index));
        Assert.All(effects, e => Assert.Equal(model.Catalog[e.Index].Key, e.Factor));
    }
}
