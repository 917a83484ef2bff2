using HealthScore.Training.Fitting.Boosting;

namespace HealthScore.Training.Fitting.Refitting;

/// <summary>Log-odds of churn by entry, and the intercept.</summary>
/// <param name="Intercept">Log-odds where every entry has 0.</param>
/// <param name="LogOdds">By entry, missing last of each factor.</param>
/// <param name="LogLikelihood">Penalised.</param>
/// <param name="Pressure">Gradient of it that is left, the intercept's last: 0 but for declared directions.</param>
public sealed record FittedPoints(double Intercept, double[] LogOdds, double LogLikelihood, double[] Pressure);

/// <summary>
/// Re-fits the points of all bins jointly on all rows: Newton steps on the penalised log-likelihood, in coordinates in
/// which a declared direction is "these differences may not be negative", so that it holds exactly. The penalty pulls
/// each point towards the boosted curve, whose early stopping knows how much of it is noise.
/// </summary>
/// <remarks>
/// The Hessian comes from at most <see cref="SampleRows"/> rows, scaled up, and is kept once the steps are small;
/// gradients come from all rows: three or four scans reach the optimum to a hundredth of a standard error.
/// </remarks>
internal static class PointsRefit
{
    public const int SampleRows = 20_000;
    private const int MostScans = 20;

    /// <summary>Log-likelihood that a scan must gain: 1e-4 is a hundredth of a standard error of one point.</summary>
    private const double LeastGain = 1e-4;

    /// <summary>Log-likelihood gained by one scan beyond which the Hessian is taken anew.</summary>
    private const double FarGain = 10;

    /// <summary>Keeps entries that no row falls in where they were.</summary>
    private const double LeastPull = 1e-3;

    /// <param name="rows">All training rows.</param>
    /// <param name="start">The boosted curve's mean in each entry.</param>
    /// <param name="intercept">Where the intercept starts.</param>
    /// <param name="constraints">By kept factor, along its bins.</param>
    /// <param name="settings">The strength of the pull, threads.</param>
    /// <param name="leastStep">What a step away from a direction's anchor must rise by (see
    /// <see cref="DirectionCone"/>).</param>
    public static FittedPoints Fit(
        FormulaRows rows,
        double[] start,
        double intercept,
        CurveConstraint[] constraints,
        FitSettings settings,
        Func<int, int, int, double>? leastStep = null
    )
    {
        var offsets = rows.Offsets();
        var size = offsets[^1];
        var cone = DirectionCone.Of(rows.Sizes, constraints, leastStep);
        var points = cone.Inside(start);
        var hessian = Hessian(rows, offsets, intercept, points);
        var pull = new double[size];
        for (var b = 0; b < size; b++)
        {
            pull[b] = (settings.CurveShrinkage * hessian[b, b]) + LeastPull;
        }

        foreach (var end in offsets.AsSpan(1))
        {
            pull[end - 1] += settings.MissingShrinkage;
        }

        hessian = Penalised(hessian, pull);
        var present = Penalised(rows, offsets, intercept, points, start, pull, settings.Threads);
        for (var scan = 0; scan < MostScans; scan++)
        {
            var step = cone.Step(hessian, present.Gradient, points);
            var next = LineSearch(rows, offsets, intercept, points, start, pull, settings.Threads, step, present);
            if (next is not { } better)
            {
                break;
            }

            intercept += better.Share * step[size];
            for (var b = 0; b < size; b++)
            {
                points[b] += better.Share * step[b];
            }

            var gained = better.Value.Objective - present.Objective;
            present = better.Value;
            if (gained < LeastGain)
            {
                break;
            }

            if (gained > FarGain)
            {
                hessian = Penalised(Hessian(rows, offsets, intercept, points), pull);
            }
        }

        return new FittedPoints(intercept, points, present.Objective, present.Gradient);
    }

    private static (double Share, (double Objective, double[] Gradient) Value)? LineSearch(
        FormulaRows rows,
        int[] offsets,
        double intercept,
        double[] points,
        double[] start,
        double[] pull,
        int threads,
        double[] step,
        (double Objective, double[] Gradient) present
    )
    {
        for (var share = 1.0; share > 1e-4; share /= 2)
        {
            var moved = new double[points.Length];
            for (var b = 0; b < moved.Length; b++)
            {
                moved[b] = points[b] + (share * step[b]);
            }

            var value = Penalised(rows, offsets, intercept + (share * step[^1]), moved, start, pull, threads);
            if (value.Objective >= present.Objective)
            {
                return (share, value);
            }
        }

        return null;
    }

    /// <summary>Penalised log-likelihood and its gradient; the intercept's stands last and is not penalised.</summary>
    private static (double Objective, double[] Gradient) Penalised(
        FormulaRows rows,
        int[] offsets,
        double intercept,
        double[] points,
        double[] start,
        double[] pull,
        int threads
    )
    {
        var (gradient, residual, objective) = ScanSums.Gradient(rows, offsets, intercept, points, threads);
        for (var b = 0; b < gradient.Length; b++)
        {
            var away = points[b] - start[b];
            objective -= pull[b] * away * away / 2;
            gradient[b] -= pull[b] * away;
        }

        return (objective, [.. gradient, residual]);
    }

    private static double[,] Penalised(double[,] hessian, double[] pull)
    {
        for (var b = 0; b < pull.Length; b++)
        {
            hessian[b, b] += pull[b];
        }

        return hessian;
    }

    /// <summary>X'WX by entry of a sample, scaled up to all rows; the intercept stands last.</summary>
    internal static double[,] Hessian(FormulaRows rows, int[] offsets, double intercept, double[] points)
    {
        var sample = rows.First(SampleRows);
        var joint = ScanSums.JointCounts(sample, offsets, intercept, points);
        var scale = rows.Count / (double)sample.Count;
        var size = offsets[^1];
        for (var r = 0; r <= size; r++)
        {
            for (var c = 0; c <= size; c++)
            {
                joint[r, c] *= scale;
            }
        }

        return joint;
    }
}
