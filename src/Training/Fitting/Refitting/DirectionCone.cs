using HealthScore.Training.Fitting.Boosting;

namespace HealthScore.Training.Fitting.Refitting;

/// <summary>
/// Coordinates in which declared directions are bounds: along a factor's bins one anchor is free and each difference
/// away from it is one coordinate that may not be negative. Missing, and factors without a direction, keep their own
/// coordinate.
/// </summary>
internal sealed class DirectionCone
{
    private readonly int size;

    /// <summary>The coordinate that entry e is summed up to: its own plus those of the entry it leans on.</summary>
    private readonly int[] leansOn;
    private readonly bool[] isBounded;

    /// <summary>The least that a bounded entry must stand above the one it leans on.</summary>
    private readonly double[] least;

    private DirectionCone(int[] leansOn, bool[] isBounded, double[] least)
    {
        (size, this.leansOn, this.isBounded, this.least) = (leansOn.Length, leansOn, isBounded, least);
    }

    /// <param name="sizes">Entries of each factor, missing last.</param>
    /// <param name="constraints">Along the bins of each factor.</param>
    /// <param name="leastStep">By factor and the two bins of a step away from the anchor, the least it must rise: what
    /// the factor's pairs take back at most. Null where there are none.</param>
    public static DirectionCone Of(
        int[] sizes,
        CurveConstraint[] constraints,
        Func<int, int, int, double>? leastStep = null
    )
    {
        var leastSteps = new List<double>();
        var anchors = new List<int>();
        var bounds = new List<bool>();
        for (var j = 0; j < sizes.Length; j++)
        {
            var from = anchors.Count;
            var bins = sizes[j] - 1;
            for (var b = 0; b < sizes[j]; b++)
            {
                var anchor = constraints[j].Apex is { } apex ? Math.Clamp(apex, 0, bins - 1) : -1;
                var bounded = anchor >= 0 && b < bins && b != anchor;
                var inner = b + (b < anchor ? 1 : -1);
                anchors.Add(bounded ? from + inner : -1);
                bounds.Add(bounded);
                leastSteps.Add(bounded ? leastStep?.Invoke(j, inner, b) ?? 0 : 0);
            }
        }

        return new DirectionCone([.. anchors], [.. bounds], [.. leastSteps]);
    }

    /// <summary>The Newton step that keeps every direction: the minimum of the quadratic over the cone.</summary>
    /// <param name="hessian">By entry, the intercept last; penalty included.</param>
    /// <param name="gradient">Of the penalised log-likelihood, the intercept last.</param>
    /// <param name="points">Where the points are now (inside the cone).</param>
    /// <returns>Change by entry, the intercept last.</returns>
    public double[] Step(double[,] hessian, double[] gradient, double[] points)
    {
        var a = Fold(hessian);
        var v = FoldGradient(gradient);
        var now = ToCoordinates(points);

        // In the new coordinates t = now + change: the bound is t >= 0, so solve for t itself.
        for (var r = 0; r <= size; r++)
        {
            for (var c = 0; c < size; c++)
            {
                v[r] += a[r, c] * now[c];
            }
        }

        var t = ConeNewton.Solve(a, v, [.. isBounded, false]);
        var step = new double[size + 1];
        step[size] = t[size];
        var moved = ToPoints(t);
        for (var b = 0; b < size; b++)
        {
            step[b] = moved[b] - points[b];
        }

        return step;
    }

    /// <summary>
    /// Where each push would move the points from a fit that stands still without it: the minimum of the quadratic
    /// over the cone. A bound that the fit presses against gives way only to a push that outweighs the pressure.
    /// </summary>
    /// <param name="hessian">By entry, the intercept last.</param>
    /// <param name="pressure">The gradient that is left at the fit, the intercept last; only bounds hold against
    /// it.</param>
    /// <param name="pushes">Further gradients, one a step.</param>
    /// <param name="points">The fit (inside the cone).</param>
    /// <returns>For each push the change by entry, the intercept last.</returns>
    public double[][] Steps(double[,] hessian, double[] pressure, IReadOnlyList<double[]> pushes, double[] points)
    {
        var a = Fold(hessian);
        double[] now = [.. ToCoordinates(points), 0];
        bool[] bounded = [.. isBounded, false];
        var still = FoldGradient(pressure);
        for (var r = 0; r <= size; r++)
        {
            still[r] = bounded[r] && now[r] <= 0 ? Math.Min(0, still[r]) : 0;
            for (var c = 0; c < size; c++)
            {
                still[r] += a[r, c] * now[c];
            }
        }

        var system = new PassiveSystem(a);
        return [.. pushes.Select(push => StepOf(FoldGradient(push)))];

        double[] StepOf(double[] push)
        {
            var t = ConeNewton.Solve(system, [.. still.Zip(push, (v, more) => v + more)], bounded, now);
            var moved = ToPoints(t);
            return [.. moved.Zip(points, (to, from) => to - from), t[size]];
        }
    }

    /// <summary>The points, with every step that is too small raised to the least it must be.</summary>
    public double[] Inside(double[] points) => ToPoints(ToCoordinates(points));

    private double[] ToCoordinates(double[] points)
    {
        var t = new double[size];
        for (var b = 0; b < size; b++)
        {
            t[b] = isBounded[b] ? Math.Max(0, points[b] - points[leansOn[b]] - least[b]) : points[b];
        }

        return t;
    }

    /// <summary>Coordinates to points; the intercept's, where there is one, is no point.</summary>
    private double[] ToPoints(double[] t)
    {
        var points = new double[size];
        for (var b = 0; b < size; b++)
        {
            for (var at = b; at >= 0; at = leansOn[at])
            {
                points[b] += t[at] + least[at];
            }
        }

        return points;
    }

    /// <summary>L'HL where points = L t.</summary>
    private double[,] Fold(double[,] hessian)
    {
        var half = new double[size + 1, size + 1];
        var folded = new double[size + 1, size + 1];
        for (var r = 0; r <= size; r++)
        {
            for (var c = 0; c <= size; c++)
            {
                foreach (var at in Chain(c))
                {
                    half[r, at] += hessian[r, c];
                }
            }
        }

        for (var r = 0; r <= size; r++)
        {
            foreach (var at in Chain(r))
            {
                for (var c = 0; c <= size; c++)
                {
                    folded[at, c] += half[r, c];
                }
            }
        }

        return folded;
    }

    private double[] FoldGradient(double[] gradient)
    {
        var folded = new double[size + 1];
        for (var r = 0; r <= size; r++)
        {
            foreach (var at in Chain(r))
            {
                folded[at] += gradient[r];
            }
        }

        return folded;
    }

    private IEnumerable<int> Chain(int entry)
    {
        for (var at = entry; at >= 0; at = at == size ? -1 : leansOn[at])
        {
            yield return at;
        }
    }
}
