using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Refitting;
using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Pooling.Deviations;

/// <summary>
/// One segment's own curves: deviations from the common curve times the multiplier, drawn to 0 by a variance a factor
/// that its rows teach, in the coordinates in which a declared direction of the sum is a bound.
/// </summary>
internal static class OwnCurveFit
{
    private const int MostSteps = 20;
    private const int RoundsPerStep = 6;
    private const double StartVariance = 0.25;
    private const double LeastGain = 1e-3;

    /// <param name="catalog">The factors' directions.</param>
    /// <param name="rows">The rows that were pooled, under the common curves as they are.</param>
    /// <param name="fit">What was learned.</param>
    /// <param name="own">Positions of the segment's rows.</param>
    /// <param name="places">Factors whose curves were found to differ.</param>
    /// <returns>Null where the rows are not likelier with them by <see cref="UnsupportedEffects.LeastOdds"/>.</returns>
    public static SegmentCurves? Of(
        FactorCatalog catalog,
        PooledRows rows,
        PooledFit fit,
        int[] own,
        CurvePlace[] places
    )
    {
        var data = DeviationRows.Of(rows, fit, own, places);
        var constraints = Array.ConvertAll(places, place => ConstraintOf(catalog, rows.Curves.Factors[place.Factor]));
        double[] basis = [.. places.SelectMany((place, k) => Basis(rows, fit, place.Factor, own, data.Sizes[k]))];
        var cone = DirectionCone.Of(data.Sizes, constraints);
        var start = data.Fitted(new double[basis.Length]);
        var (intercept, deviations) = (start.Intercept, new double[basis.Length]);
        var variances = Array.ConvertAll(places, _ => StartVariance);
        for (var step = 0; step < MostSteps; step++)
        {
            var quadratic = data.QuadraticAt(intercept, deviations);
            variances = Learn(quadratic, data, variances, deviations);
            var pulls = data.ByEntry(variances, variance => 1 / variance);
            var present = data.LogLikelihood(intercept, deviations) - Pull(deviations, pulls);
            var (hessian, gradient) = Penalised(quadratic, pulls, deviations);
            var moves = cone.Step(hessian, gradient, [.. basis.Zip(deviations, (b, d) => b + d)]);
            var gained = 0.0;
            for (var share = 1.0; share > 1e-3 && gained <= 0; share /= 2)
            {
                double[] moved = [.. deviations.Select((d, e) => d + (share * moves[e]))];
                var movedIntercept = intercept + (share * moves[^1]);
                gained = data.LogLikelihood(movedIntercept, moved) - Pull(moved, pulls) - present;
                (intercept, deviations) = gained > 0 ? (movedIntercept, moved) : (intercept, deviations);
            }

            if (gained < LeastGain)
            {
                break;
            }
        }

        var pull = Pull(deviations, data.ByEntry(variances, variance => 1 / variance));
        var odds = data.LogLikelihood(intercept, deviations) - pull - start.LogLikelihood;
        return odds < UnsupportedEffects.LeastOdds
            ? null
            : new SegmentCurves(
                [.. places.Select((place, k) => new OwnCurve(place, data.Of(k, deviations), constraints[k]))],
                intercept
            );
    }

    /// <summary>Along the factor's bins; where the middle is better, it is the middle of all accounts.</summary>
    private static CurveConstraint ConstraintOf(FactorCatalog catalog, FormulaFactor factor) =>
        catalog[factor.Index].Kind == FactorKind.Categorical
            ? CurveConstraint.Free
            : catalog[factor.Index].Direction switch
            {
                FactorDirection.HigherIsBetter => CurveConstraint.Falling,
                FactorDirection.LowerIsBetter => CurveConstraint.Rising,
                FactorDirection.MiddleIsBetter => new CurveConstraint(
                    factor.Table.Bins.IndexOf(factor.Table.Bins.Max())
                ),
                _ => CurveConstraint.Free,
            };

    /// <summary>
    /// The common curve times the least multiplier of the segment's cells: a sum that keeps its direction there keeps
    /// it
    /// where the common curve counts more.
    /// </summary>
    private static double[] Basis(PooledRows rows, PooledFit fit, int factor, int[] own, int size)
    {
        var segment = rows.Units.Cells[rows.Units.CellOfRow[own[0]]].Segment;
        var least = fit.Coefficients()
            .Where((_, c) => rows.Units.Cells[c].Segment == segment)
            .Min(coefficients => coefficients[factor + 1]);
        return [.. rows.Curves.Values[factor].Take(size).Select(value => least * value)];
    }

    /// <summary>Towards the highest marginal likelihood, as <see cref="PooledVariances"/> does.</summary>
    private static double[] Learn(
        (double[] Gradient, double[,] Hessian) quadratic,
        DeviationRows data,
        double[] variances,
        double[] deviations
    )
    {
        var size = deviations.Length;
        var information = Matrix<double>.Build.DenseOfArray(quadratic.Hessian);
        var linear =
            Vector<double>.Build.Dense(quadratic.Gradient)
            + (information * Vector<double>.Build.Dense([.. deviations, 0]));
        for (var round = 0; round < RoundsPerStep; round++)
        {
            var pulls = data.ByEntry(variances, variance => 1 / variance);
            var penalised = information.Clone();
            for (var e = 0; e < size; e++)
            {
                penalised[e, e] += pulls[e];
            }

            var inverse = penalised.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size + 1));
            var x = inverse * linear;
            variances = [.. variances.Select((variance, k) => Next(k, variance, x, inverse))];
        }

        return variances;

        double Next(int k, double variance, Vector<double> x, Matrix<double> inverse)
        {
            var (squares, free) = (0.0, 0.0);
            for (var e = data.Offset(k); e < data.Offset(k + 1); e++)
            {
                squares += x[e] * x[e];
                free += 1 - (inverse[e, e] / variance);
            }

            return Math.Clamp(squares / Math.Max(free, 1e-9), PooledVariances.Least, PooledVariances.Most);
        }
    }

    private static (double[,] Hessian, double[] Gradient) Penalised(
        (double[] Gradient, double[,] Hessian) quadratic,
        double[] pulls,
        double[] deviations
    )
    {
        for (var e = 0; e < pulls.Length; e++)
        {
            quadratic.Hessian[e, e] += pulls[e];
            quadratic.Gradient[e] -= pulls[e] * deviations[e];
        }

        return (quadratic.Hessian, quadratic.Gradient);
    }

    private static double Pull(double[] deviations, double[] pulls)
    {
        var sum = 0.0;
        for (var e = 0; e < pulls.Length; e++)
        {
            sum += pulls[e] * deviations[e] * deviations[e] / 2;
        }

        return sum;
    }
}
