namespace HealthScore.Training.Pooling;

/// <summary>Intercepts and multipliers of all cells, and how far cells may differ.</summary>
/// <param name="Effects">The deviations.</param>
/// <param name="X">By effect; exactly 0 where it was given up.</param>
/// <param name="Variances">By kind; 0 where the rows support no difference.</param>
internal sealed record PooledFit(PooledEffects Effects, double[] X, double[] Variances)
{
    private const int MostSteps = 8;
    private const int RoundsPerStep = 6;

    /// <summary>Steps after which variances are known well enough to give effects up.</summary>
    private const int StepsBeforeCollapse = 2;

    /// <summary>Log-likelihood a step must gain: a hundredth of what one parameter of noise gains.</summary>
    private const double LeastGain = 1e-2;

    /// <summary>Of all curves, where rows speak against them.</summary>
    private const double LeastScale = 0.1;

    /// <summary>The rows under curves worth what they seem there; null on the way.</summary>
    public PooledRows? Seen { get; init; }

    /// <summary>Coefficients by cell that go with <see cref="Seen"/>.</summary>
    public double[][] SeenCoefficients { get; init; } = [];

    /// <summary>By row of <see cref="Seen"/>.</summary>
    public double[] SeenLogOdds() =>
        [.. Enumerable.Range(0, Seen!.Count).Select(i => Seen.LogOdds(i, SeenCoefficients))];

    /// <summary>Whether any of the effects in question is there.</summary>
    public bool Differs(Func<PooledEffect, bool> which) =>
        Effects.All.Where((effect, e) => X[e] != 0 && which(effect)).Any();

    /// <summary>By cell: the intercept, then each factor's multiplier, 0 or more.</summary>
    public double[][] Coefficients()
    {
        var coefficients = Effects.Coefficients(X);
        foreach (var own in coefficients)
        {
            for (var j = 1; j < own.Length; j++)
            {
                own[j] = Math.Max(0, own[j]);
            }
        }

        return coefficients;
    }

    /// <summary>
    /// Curves fit the rows they were learned from better than others. What they gain by it is one factor on all
    /// multipliers, learned first, with weights the same everywhere. Deviations are then fitted to curves that are
    /// larger by it, and applied to the curves as they are; the mean probability stays the rows' base rate.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="effects">Over the same cells.</param>
    /// <param name="intercept">Where the common intercept starts.</param>
    public static PooledFit Of(PooledRows rows, PooledEffects effects, double intercept)
    {
        var isDropped = new bool[effects.All.Length];
        double[] start = [.. effects.All.Select(effect => effect.Kind == EffectKind.Common ? intercept : 0)];
        var scaled = Fit(rows, effects, start, new PooledModel(PooledVariances.OneScale, isDropped));
        var scale = 1 + scaled.X[Array.FindIndex(effects.All, effect => effect.Kind == EffectKind.Optimism)];
        var seeming = rows with { Curves = rows.Curves.Times(Math.Max(scale, LeastScale)) };
        start = [.. scaled.X.Select((x, e) => effects.All[e].IsOfWeights ? 0 : x)];
        var fit = Fit(seeming, effects, start, new PooledModel(PooledVariances.Start, isDropped));
        fit = fit with { Seen = seeming, SeenCoefficients = fit.Coefficients() };
        fit.X[Array.FindIndex(effects.All, effect => effect.Kind == EffectKind.Common)] += rows.Shift(
            fit.Coefficients()
        );
        return fit;
    }

    /// <summary>
    /// Newton steps on the rows, and between them the variances on the quadratic that each step makes.
    /// </summary>
    private static PooledFit Fit(PooledRows rows, PooledEffects effects, double[] x, PooledModel model)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var coefficients = effects.Coefficients(x);
            var (linear, information) = effects.Quadratic(rows.Sums(coefficients), coefficients);
            var quadratic = new PooledQuadratic(effects, linear, information);
            model = model with { Variances = PooledVariances.Learn(quadratic, model, RoundsPerStep) };
            if (step == StepsBeforeCollapse)
            {
                model = UnsupportedEffects.Drop(quadratic, model);
            }

            x = [.. x.Select((value, e) => model.Holds(effects.All[e], e) ? value : 0)];
            var target = quadratic.SolveWithin(quadratic.Solve(model), rows.Curves.Singles);
            var (moved, gained) = Move(rows, effects, x, target, model);
            x = moved;
            if (gained < LeastGain && step > StepsBeforeCollapse)
            {
                break;
            }
        }

        return new PooledFit(effects, x, model.Variances);
    }

    private static (double[] X, double Gained) Move(
        PooledRows rows,
        PooledEffects effects,
        double[] x,
        double[] target,
        PooledModel model
    )
    {
        var present = Penalised(x);
        for (var share = 1.0; share > 1e-3; share /= 2)
        {
            double[] moved = [.. x.Select((value, e) => value + (share * (target[e] - value)))];
            var value = Penalised(moved);
            if (value >= present)
            {
                return (moved, value - present);
            }
        }

        return (x, 0);

        double Penalised(double[] at)
        {
            var sum = rows.LogLikelihood(effects.Coefficients(at));
            for (var e = 0; e < at.Length; e++)
            {
                sum -= at[e] * at[e] * model.PullOf(effects.All[e]) / 2;
            }

            return sum;
        }
    }
}
