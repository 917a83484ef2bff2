namespace HealthScore.Training.Pooling;

/// <summary>
/// Gives up differences that the rows do not speak for, so that such segments and stages have the common weights, to
/// the bit.
/// </summary>
internal static class UnsupportedEffects
{
    /// <summary>
    /// Log of how much likelier the rows must be with different weights than without. Segments named at random kept the
    /// common weights in 23 of 24 made-up businesses at 1, in 20 at 0 (docs/segments.md).
    /// </summary>
    public const double LeastOdds = 1;

    /// <summary>Weights of all segments, or of all stages, first; then those of one after the other.</summary>
    public static PooledModel Drop(PooledQuadratic quadratic, PooledModel model)
    {
        model = DropGroup(quadratic, model, effect => effect.IsOfSegment);
        return DropGroup(quadratic, model, effect => effect.IsOfStage);
    }

    private static PooledModel DropGroup(
        PooledQuadratic quadratic,
        PooledModel model,
        Func<PooledEffect, bool> isOfGroup
    )
    {
        var all = quadratic.Effects.All;
        var present = quadratic.Solve(model).Evidence;
        var without = Without(_ => true);
        if (present - quadratic.Solve(without).Evidence < LeastOdds)
        {
            return without;
        }

        foreach (var unit in all.Where(isOfGroup).Select(effect => effect.Unit).Distinct().Order())
        {
            without = Without(effect => effect.Unit == unit);
            var evidence = quadratic.Solve(without).Evidence;
            (model, present) = present < evidence ? (without, evidence) : (model, present);
        }

        return model;

        PooledModel Without(Func<PooledEffect, bool> which) =>
            model with
            {
                IsDropped =
                [
                    .. model.IsDropped.Select(
                        (dropped, e) => dropped || (isOfGroup(all[e]) && all[e].IsOfWeights && which(all[e]))
                    ),
                ],
            };
    }
}
