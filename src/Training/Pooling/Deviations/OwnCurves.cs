using HealthScore.Core.Factors;
using HealthScore.Training.Calibration;
using HealthScore.Training.Fitting.Boosting;

namespace HealthScore.Training.Pooling.Deviations;

/// <summary>What one segment's curve of a factor adds to the common curve times its multiplier.</summary>
/// <param name="Place">The segment and factor.</param>
/// <param name="Deviation">Log-odds of churn by entry: the factor's bins, then missing.</param>
/// <param name="Constraint">The declared direction along the bins; the sum keeps it.</param>
internal sealed record OwnCurve(CurvePlace Place, double[] Deviation, CurveConstraint Constraint)
{
    /// <summary>What it adds to a row; nothing where the row has a level never seen.</summary>
    public double Of(PooledRows rows, int row) =>
        rows.Curves.Entries[Place.Factor][row] is var entry && entry < Deviation.Length ? Deviation[entry] : 0;
}

/// <summary>
/// One segment's own curves and what its intercept moves by with them, on the rows as they were fitted.
/// </summary>
internal sealed record SegmentCurves(OwnCurve[] All, double Intercept);

/// <summary>The curves that segments do not share.</summary>
/// <param name="All">By segment, then factor.</param>
/// <param name="Shifts">By segment, what its intercept moves by, so that as many are expected to leave as
/// without.</param>
internal sealed record OwnCurves(OwnCurve[] All, double[] Shifts)
{
    public OwnCurve[] Of(PooledCell cell) => [.. All.Where(curve => curve.Place.Segment == cell.Segment)];

    public double ShiftOf(PooledCell cell) => cell.Segment == PooledCell.Any ? 0 : Shifts[cell.Segment];

    /// <summary>
    /// The surest of each segment first: a curve that is wrong makes others look wrong, so all are looked at again with
    /// it mended.
    /// </summary>
    /// <param name="catalog">The factors' directions.</param>
    /// <param name="rows">The rows that were pooled, under the common curves as they are.</param>
    /// <param name="fit">What was learned.</param>
    /// <param name="accounts">By row; snapshots of one account stand together.</param>
    public static OwnCurves Learn(FactorCatalog catalog, PooledRows rows, PooledFit fit, ulong[] accounts)
    {
        var (tests, shifts) = (
            CurveTests.Of(catalog, fit.Seen!, fit.SeenCoefficients, accounts),
            new double[rows.Units.Segments.Length]
        );
        var (seen, learned) = (fit.SeenLogOdds(), new SegmentCurves?[shifts.Length]);
        var (logOdds, shared) = (seen.ToArray(), new HashSet<CurvePlace>());
        while (tests.Next(logOdds, [.. learned.SelectMany(Places)], shared) is { Length: > 0 } found)
        {
            foreach (var place in found)
            {
                CurvePlace[] places = [.. Places(learned[place.Segment]).Append(place).OrderBy(p => p.Factor)];
                var own = rows.In(new PooledCell(place.Segment, PooledCell.Any));
                if (OwnCurveFit.Of(catalog, rows, fit, own, places) is not { } curves)
                {
                    shared.Add(place);
                    continue;
                }

                learned[place.Segment] = curves;
                foreach (var i in own)
                {
                    logOdds[i] = seen[i] + curves.Intercept + curves.All.Sum(curve => curve.Of(rows, i));
                }
            }
        }

        for (var g = 0; g < shifts.Length; g++)
        {
            shifts[g] = learned[g] is { } curves ? Shift(rows, fit.Coefficients(), g, curves.All) : 0;
        }

        return new OwnCurves([.. learned.SelectMany(curves => curves?.All ?? [])], shifts);

        static IEnumerable<CurvePlace> Places(SegmentCurves? curves) => curves?.All.Select(curve => curve.Place) ?? [];
    }

    private static double Shift(PooledRows rows, double[][] coefficients, int segment, OwnCurve[] curves)
    {
        var own = rows.In(new PooledCell(segment, PooledCell.Any));
        var churned = Array.ConvertAll(own, i => rows.Churned[i]);
        var without = Array.ConvertAll(own, i => rows.Curves.LogOdds(i, coefficients[rows.Units.CellOfRow[i]]));
        double[] with = [.. own.Zip(without, (i, logOdds) => logOdds + curves.Sum(curve => curve.Of(rows, i)))];
        return BaseRate.Intercept(with, churned) - BaseRate.Intercept(without, churned);
    }
}
