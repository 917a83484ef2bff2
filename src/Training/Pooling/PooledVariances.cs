namespace HealthScore.Training.Pooling;

/// <summary>How far segments and stages differ, learned from the rows.</summary>
internal static class PooledVariances
{
    /// <summary>
    /// A variance under this is none: a typical multiplier would differ from 1 by three in a hundred.
    /// </summary>
    public const double Least = 1e-3;

    /// <summary>A multiplier of 5 is one deviation away.</summary>
    public const double Most = 4;

    private const double InterceptStart = 0.25;
    private const double WeightStart = 0.1;

    /// <summary>Relative change of all variances under which they are learned.</summary>
    private const double Tolerance = 0.01;

    /// <summary>By kind, before anything is known: cells may differ in intercepts and weights.</summary>
    public static double[] Start { get; } = ByKind(weights: WeightStart, optimism: 0);

    /// <summary>Cells differ in intercepts alone, and all curves may be worth more or less than they are.</summary>
    public static double[] OneScale { get; } = ByKind(weights: 0, optimism: double.PositiveInfinity);

    /// <summary>
    /// Variances by kind towards the highest marginal likelihood; one that falls under the floor is 0.
    /// </summary>
    /// <remarks>
    /// Schall (1991), "Estimation in generalized linear models with random effects": variance = sum of squares over the
    /// effective degrees of freedom, the number of effects less the sum of posterior over prior variances.
    /// </remarks>
    public static double[] Learn(PooledQuadratic quadratic, PooledModel model, int rounds)
    {
        var kinds = quadratic
            .Effects.All.Select((effect, e) => (effect.Kind, Position: e))
            .Where(x => model.Variances[(int)x.Kind] is > 0 and < double.PositiveInfinity)
            .ToLookup(x => x.Kind, x => x.Position);
        for (var round = 0; round < rounds; round++)
        {
            var estimate = quadratic.Solve(model);
            var next = model.Variances.ToArray();
            foreach (var kind in kinds)
            {
                int[] own = [.. kind.Where(e => model.Holds(quadratic.Effects.All[e], e))];
                next[(int)kind.Key] = own.Length == 0 ? 0 : Next(estimate, own, model.Variances[(int)kind.Key]);
            }

            var moved = next.Zip(model.Variances, (after, before) => Math.Abs(after - before) > Tolerance * before);
            var isDone = !moved.Any(m => m);
            model = model with { Variances = next };
            if (isDone)
            {
                break;
            }
        }

        return model.Variances;
    }

    private static double[] ByKind(double weights, double optimism) =>
        [
            .. Enum.GetValues<EffectKind>()
                .Select(kind =>
                    kind switch
                    {
                        EffectKind.Common => double.PositiveInfinity,
                        EffectKind.Optimism => optimism,
                        EffectKind.SegmentIntercept or EffectKind.StageIntercept or EffectKind.CellIntercept =>
                            InterceptStart,
                        _ => weights,
                    }
                ),
        ];

    private static double Next(PooledEstimate estimate, int[] own, double variance)
    {
        var (squares, free) = (0.0, (double)own.Length);
        foreach (var e in own)
        {
            squares += estimate.X[e] * estimate.X[e];
            free -= estimate.Spread[e] / variance;
        }

        var next = Math.Min(Most, squares / Math.Max(free, 1e-9));
        return next < Least ? 0 : next;
    }
}
