using HealthScore.Core.Factors;

namespace HealthScore.Core.Formula.Blends;

/// <summary>
/// Keeps in a blend the direction that a factor with pairs has in both formulas. The blended log-odds have it; but the
/// factor and its pairs are rounded each by itself, and where health stands still from one bin to the next the rounded
/// sum could fall by a unit or two. Such a factor's own curve is tilted the good way by as much as rounding could take:
/// some 10^-7 points a bin.
/// </summary>
internal static class BlendDirections
{
    public static BlendedCurve[] Kept(BlendedCurve[] curves, HealthFormula old, HealthFormula now)
    {
        var unit = curves.Sum(curve => curve.Range) / HealthFormula.FullHealth;
        return Array.ConvertAll(curves, curve => Tilted(curve, curves, old, now, unit));
    }

    private static BlendedCurve Tilted(
        BlendedCurve curve,
        BlendedCurve[] all,
        HealthFormula old,
        HealthFormula now,
        double unit
    )
    {
        var index = curve.Like.Index;
        var pairs = all.Count(c => c.Like.Column is { } column && (c.Like.Index == index || column.Index == index));
        if (curve.Like.IsPair || pairs == 0 || curve.Like.RowBins.Kind == FactorKind.Categorical)
        {
            return curve;
        }

        var (before, after) = (ValueSteps.Of(index, old.Factors), ValueSteps.Of(index, now.Factors));
        var step = 2 * (pairs + 1) * unit;
        return Both(FactorDirection.HigherIsBetter) ? curve.Tilted(b => step * b)
            : Both(FactorDirection.LowerIsBetter) ? curve.Tilted(b => -step * b)
            : Both(FactorDirection.MiddleIsBetter) ? curve.Tilted(b => -step * Math.Abs(b - curve.Best))
            : curve;

        bool Both(FactorDirection direction) => before.Follow(direction) && after.Follow(direction);
    }
}
