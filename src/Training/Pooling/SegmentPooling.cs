using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Pooling;

/// <summary>
/// Segments and lifecycle stages share the curves and have weights of their own, as far as their rows support it:
/// log-odds = a_gl + sum over factors j of (1 + u_jg + v_jl) z_j, brackets 0 or more, where z_j is the common curve,
/// and u and v are drawn towards 0 by variances that are learned. At a variance of 0 a segment has the common weights.
/// </summary>
/// <remarks>
/// u_jg is the sum of a part that all factors of a pillar have in common and a part of the factor's own, each with one
/// variance over all segments; v_jl likewise over stages. A segment with few churned customers so borrows from the
/// others not only what matters, but also by how much segments differ. Curves are shared but where tests of all
/// segments and factors find that one is not (<see cref="CurveTests"/>).
/// </remarks>
public static class SegmentPooling
{
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows that <paramref name="common"/> was fitted on.</param>
    /// <param name="common">The formula of all accounts.</param>
    /// <param name="settings">The seed, for the order of the rows.</param>
    public static FittedFormulas Of(
        TrainingTable table,
        IReadOnlyList<int> rows,
        FittedFormula common,
        FitSettings settings
    )
    {
        if (common.IsEmpty || (table.Segments is null && table.Stages is null))
        {
            return new FittedFormulas([common]);
        }

        int[] known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        var (order, accounts) = CanonicalOrder.Of(table, known, settings.Seed);
        var units = PoolingUnits.Of(table, order);
        if (units.Segments.Length + units.Stages.Length == 0)
        {
            return new FittedFormulas([common]);
        }

        var pooled = PooledRows.Of(table, order, common, units);
        var pillars = common.Factors.Where(f => !f.IsPair).Select(f => table.Catalog[f.Index].Pillar).ToList();
        var effects = PooledEffects.Of(units.Cells, [.. pillars.Select(pillar => pillars.IndexOf(pillar))]);
        var fit = PooledFit.Of(pooled, effects, common.PriorLogOdds);
        var curves = OwnCurves.Learn(table.Catalog, pooled, fit, accounts);
        return new FittedFormulas([common, .. SegmentFormulas.Of(table.Catalog, common, pooled, fit, curves)])
        {
            Units =
            [
                .. units.Segments.Select((name, g) => Unit(name, g, PooledUnitKind.Segment)),
                .. units.Stages.Select((name, l) => Unit(name, l, PooledUnitKind.Stage)),
            ],
        };

        PooledUnit Unit(string name, int unit, PooledUnitKind kind)
        {
            var isSegment = kind == PooledUnitKind.Segment;
            var own = pooled.In(isSegment ? new(unit, PooledCell.Any) : new(PooledCell.Any, unit));
            var hasOwnWeights = fit.Differs(effect =>
                effect.IsOfWeights && effect.Unit == unit && (isSegment ? effect.IsOfSegment : effect.IsOfStage)
            );
            return new PooledUnit(kind, name, own.Length, own.Sum(i => (int)pooled.Churned[i]), hasOwnWeights)
            {
                OwnCurves =
                [
                    .. curves
                        .All.Where(curve => isSegment && curve.Place.Segment == unit)
                        .Select(curve => common.Factors[curve.Place.Factor].Key),
                ],
            };
        }
    }
}
