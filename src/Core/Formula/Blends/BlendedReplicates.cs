using System.Collections.Immutable;

namespace HealthScore.Core.Formula.Blends;

/// <summary>
/// The replicates of a blend: in both formulas replicate r leaves out the same accounts, so the r-th of the blend is
/// the blend of the two r-th, in log-odds.
/// </summary>
internal static class BlendedReplicates
{
    public static FormulaReplicates? Of(FormulaInUse old, FormulaInUse now, HealthFormula blend, double t)
    {
        if (old.Replicates is not { } before || now.Replicates is not { } after)
        {
            return null;
        }

        var (oldUnit, newUnit) = ((1 - t) * old.Formula.Slope / blend.Slope, t * now.Formula.Slope / blend.Slope);
        return new FormulaReplicates(
            blend,
            [.. before.Intercepts.Zip(after.Intercepts, (a, b) => ((1 - t) * a) + (t * b))],
            [.. blend.Factors.Select(factor => PointsOf(factor))]
        );

        ImmutableArray<int> PointsOf(FormulaFactor factor)
        {
            var (first, last) = (In(old.Formula, before, factor), In(now.Formula, after, factor));
            return
            [
                .. Enumerable
                    .Range(0, factor.EntryCount * FormulaReplicates.Count)
                    .Select(at => (int)Math.Round((oldUnit * At(first, at)) + (newUnit * At(last, at)))),
            ];
        }
    }

    /// <summary>Default where the formula lacks the factor: nothing varies there.</summary>
    private static ImmutableArray<int> In(HealthFormula formula, FormulaReplicates replicates, FormulaFactor factor)
    {
        for (var k = 0; k < formula.Factors.Length; k++)
        {
            if (formula.Factors[k].Key == factor.Key)
            {
                return replicates.Points[k];
            }
        }

        return default;
    }

    private static int At(ImmutableArray<int> points, int at) => points.IsDefault ? 0 : points[at];
}
