using HealthScore.Core.Factors;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Pooling;

/// <summary>Every segment and stage that differs as an ordinary formula.</summary>
internal static class SegmentFormulas
{
    /// <param name="catalog">The factors' directions.</param>
    /// <param name="common">The formula of all accounts.</param>
    /// <param name="rows">The rows that were pooled.</param>
    /// <param name="fit">What was learned.</param>
    /// <param name="ownCurves">Curves that segments do not share.</param>
    public static IEnumerable<FittedFormula> Of(
        FactorCatalog catalog,
        FittedFormula common,
        PooledRows rows,
        PooledFit fit,
        OwnCurves ownCurves
    )
    {
        var units = rows.Units;
        var segmentsDiffer = fit.Differs(effect => effect.IsOfSegment || effect.Kind == EffectKind.CellIntercept);
        var stagesDiffer = fit.Differs(effect => effect.IsOfStage || effect.Kind == EffectKind.CellIntercept);
        var coefficients = fit.Coefficients();
        for (var c = 0; c < units.Cells.Length; c++)
        {
            var cell = units.Cells[c];
            var (ofSegment, ofStage) = (cell.Segment != PooledCell.Any, cell.Stage != PooledCell.Any);
            var curves = ownCurves.Of(cell);
            var segmentDiffers = segmentsDiffer || curves.Length > 0;
            if ((!ofSegment && !ofStage) || (ofSegment && !segmentDiffers) || (ofStage && !stagesDiffer))
            {
                continue;
            }

            // A formula for any stage of a segment stands for all of its rows, and has their base rate.
            var own = rows.In(cell);
            var standsForMany = (!ofStage && stagesDiffer) || (!ofSegment && segmentsDiffer);
            double[] scaled =
            [
                standsForMany
                    ? rows.Intercept(own, coefficients[c], curves)
                    : coefficients[c][0] + ownCurves.ShiftOf(cell),
                .. coefficients[c].AsSpan(1),
            ];
            if (ScaledFormula.Of(catalog, common, rows, own, scaled, curves) is { } formula)
            {
                yield return formula with
                {
                    Segment = units.SegmentOf(cell),
                    Stage = units.StageOf(cell),
                };
            }
        }
    }
}
