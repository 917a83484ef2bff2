using HealthScore.Training.Pooling;

namespace HealthScore.Training.Tests.Pooling;

/// <summary>
/// Two segments and one factor: effects 0 common, 1 optimism (not held), 2 and 4 intercepts, 3 and 5 multipliers of the
/// segments.
/// </summary>
public class PooledQuadraticTests
{
    private static readonly PooledEffects Effects = PooledEffects.Of(
        [new(0, PooledCell.Any), new(1, PooledCell.Any)],
        pillarOfFactor: [0]
    );

    [Fact]
    public void An_effect_is_drawn_to_0_by_its_variance()
    {
        // 8 / (4 + 1 / 1)
        var estimate = Quadratic(linear: 8, information: 4).Solve(Weights(variance: 1));

        Assert.Equal(1.6, estimate.X[3], 1e-12);
        Assert.Equal(0.2, estimate.Spread[3], 1e-12);
        Assert.Equal(0, estimate.X[2]);
    }

    [Fact]
    public void Evidence_weighs_what_is_gained_against_what_could_have_been_fitted_too()
    {
        var quadratic = Quadratic(linear: 8, information: 4);

        var gained = quadratic.Solve(Weights(variance: 1)).Evidence - quadratic.Solve(Weights(variance: 0)).Evidence;

        // 8 x 8 / 5 / 2 - log(5) / 2
        Assert.Equal(6.4 - 0.8047189562, gained, 1e-9);
    }

    [Fact]
    public void A_multiplier_never_falls_under_0()
    {
        var quadratic = Quadratic(linear: -8, information: 4);

        var free = quadratic.Solve(Weights(variance: 1));
        var within = quadratic.SolveWithin(free, factors: 1);

        Assert.Equal(-1.6, free.X[3], 1e-12);
        Assert.Equal(-1, within[3], 1e-8);
        Assert.Equal(0, within[5], 1e-8);
    }

    [Fact]
    public void A_multiplier_above_0_is_left_alone()
    {
        var quadratic = Quadratic(linear: -4, information: 4);

        var within = quadratic.SolveWithin(quadratic.Solve(Weights(variance: 1)), factors: 1);

        Assert.Equal(-0.8, within[3], 1e-12);
    }

    [Fact]
    public void Variance_of_effects_that_are_known_for_sure_is_their_mean_square()
    {
        // Both multipliers all but known: .6 and -.2, mean square .2.
        var quadratic = With((3, 0.6e9, 1e9), (5, -0.2e9, 1e9));

        var variances = PooledVariances.Learn(quadratic, Weights(variance: 1), rounds: 50);

        Assert.Equal(0.2, variances[(int)EffectKind.SegmentFactor], 1e-6);
    }

    [Fact]
    public void Variance_is_0_where_estimates_are_no_larger_than_their_error()
    {
        // Standard error 1, estimates .5 and -.5: nothing that noise would not do.
        var quadratic = With((3, 0.5, 1), (5, -0.5, 1));

        var variances = PooledVariances.Learn(quadratic, Weights(variance: 1), rounds: 200);

        Assert.Equal(0, variances[(int)EffectKind.SegmentFactor]);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(1, true)]
    public void Weights_that_the_rows_do_not_speak_for_are_given_up(double linear, bool isDropped)
    {
        var model = UnsupportedEffects.Drop(Quadratic(linear, information: 4), Weights(variance: 1));

        Assert.Equal(isDropped, model.IsDropped[3]);
        Assert.False(model.IsDropped[2]);
    }

    private static PooledModel Weights(double variance)
    {
        var variances = new double[Enum.GetValues<EffectKind>().Length];
        variances[(int)EffectKind.Common] = double.PositiveInfinity;
        variances[(int)EffectKind.SegmentFactor] = variance;
        return new PooledModel(variances, new bool[Effects.All.Length]);
    }

    private static PooledQuadratic Quadratic(double linear, double information) => With((3, linear, information));

    private static PooledQuadratic With(params (int Effect, double Linear, double Information)[] parts)
    {
        var (linear, information) = (new double[6], new double[6, 6]);
        information[0, 0] = 1;
        foreach (var (effect, own, diagonal) in parts)
        {
            (linear[effect], information[effect, effect]) = (own, diagonal);
        }

        return new PooledQuadratic(Effects, linear, information);
    }
}
