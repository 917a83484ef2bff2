using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Pooling;

/// <summary>
/// The common formula with every factor's log-odds times a multiplier, through the same identity and rounding: an
/// ordinary formula with its own weights, slope and intercept.
/// </summary>
internal static class ScaledFormula
{
    /// <param name="catalog">The factors' directions.</param>
    /// <param name="common">The common formula.</param>
    /// <param name="rows">The rows that were pooled.</param>
    /// <param name="own">Positions of those that the formula is for.</param>
    /// <param name="coefficients">The intercept, then a multiplier, 0 or more, per single factor.</param>
    /// <param name="ownCurves">What is added to them.</param>
    /// <returns>Null where no factor keeps a weight; the common formula then stands.</returns>
    public static FittedFormula? Of(
        FactorCatalog catalog,
        FittedFormula common,
        PooledRows rows,
        int[] own,
        double[] coefficients,
        OwnCurve[] ownCurves
    )
    {
        var multipliers = common.Factors.Select((_, f) => rows.Curves.MultiplierOf(f, coefficients)).ToArray();
        var curves = ScaledCurves(catalog, common, multipliers, ownCurves);
        var slope = curves.Sum(c => c.Range) / 100;
        if (slope < HealthFormula.LeastSlope)
        {
            return null;
        }

        var best = WholePoints.LargestRemainders([.. curves.Select(c => c.Range)], HealthFormula.FullHealth);
        var factors = ImmutableArray.CreateBuilder<FormulaFactor>();
        var leftOut = common.LeftOut.ToList();
        var (shared, weights) = (new List<string>(), new List<string>());
        var kept = new List<(int, double)>();
        var intercept = coefficients[0];
        for (var f = 0; f < curves.Length; f++)
        {
            intercept += (multipliers[f] * rows.Curves.Means[f]) - curves[f].Lowest;
            if (best[f] > 0)
            {
                factors.Add(curves[f].Rounded(best[f], own, rows.Curves.Entries[f]));
                kept.Add((f, multipliers[f]));
                string[] keys = ownCurves.Any(curve => curve.Place.Factor == f) ? [] : [common.Factors[f].Key];
                shared.AddRange(keys);
                weights.AddRange(multipliers[f] == 1 ? keys : []);
            }
            else if (!common.Factors[f].IsPair)
            {
                leftOut.Add(new LeftOutFactor(common.Factors[f].Key, "flat"));
            }
        }

        var churned = own.Sum(i => (int)rows.Churned[i]);
        return common with
        {
            Factors = factors.ToImmutable(),
            LeftOut = [.. leftOut.OrderBy(left => catalog.IndexOf(left.Factor))],
            Intercept = intercept,
            Slope = slope,
            Shares = new SharedParts([.. shared], [.. weights]),
            PriorLogOdds = Logistic.Logit((churned + 0.5) / (own.Length + 1.0)),
            Rows = own.Length,
            Churned = churned,
            Uncertainty = common.Uncertainty?.Times(kept, slope / common.Slope),
        };
    }

    /// <summary>
    /// Log-odds keep every direction under multipliers; but a factor and its pairs are rounded each by itself, and
    /// where
    /// health stands still from one bin to the next the rounded sum could fall by a unit. Such a factor's own curve is
    /// tilted the good way by as much as rounding could take.
    /// </summary>
    private static ScaledCurve[] ScaledCurves(
        FactorCatalog catalog,
        FittedFormula common,
        double[] multipliers,
        OwnCurve[] ownCurves
    )
    {
        var unit = common.Slope / HealthFormula.UnitsPerPoint;
        ScaledCurve[] curves = [.. common.Factors.Select((factor, f) => ScaledCurve.Of(factor, multipliers[f] * unit))];
        foreach (var own in ownCurves)
        {
            curves[own.Place.Factor] = curves[own.Place.Factor].Plus(own);
        }

        var roundingUnit = curves.Sum(curve => curve.Range) / HealthFormula.FullHealth;
        return Array.ConvertAll(
            curves,
            curve =>
            {
                var index = curve.Like.Index;
                var pairs = common.Factors.Count(f => f.IsPair && (f.Index == index || f.Column!.Index == index));
                return curve.Like.IsPair || pairs == 0 || curve.Range == 0
                    ? curve
                    : curve.Tilted(catalog[index].Direction, 2 * (pairs + 1) * roundingUnit);
            }
        );
    }
}
