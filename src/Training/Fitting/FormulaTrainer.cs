using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Calibration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Fitting;

/// <summary>
/// From rows to a formula: prebins, boosted shapes, few bins, points re-fitted together, whole numbers, and the line
/// from health to log-odds. Same rows and seed, same formula: for any order of the rows, number of threads or
/// instruction set.
/// </summary>
public static class FormulaTrainer
{
    /// <param name="table">The table.</param>
    /// <param name="rows">Rows to learn from; those of unknown outcome are passed over.</param>
    /// <param name="settings">How to fit.</param>
    /// <exception cref="ArgumentException">No row, or only one outcome.</exception>
    public static FittedFormula Fit(TrainingTable table, IReadOnlyList<int> rows, FitSettings settings)
    {
        int[] known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        var data = PrebinnedRows.Learn(table, CanonicalOrder.Of(table, known, settings.Seed), settings.Threads);
        var churned = data.Churned.Sum(c => (int)c);
        if (churned == 0 || churned == data.Count)
        {
            throw new ArgumentException($"{churned} of {data.Count} rows churned; both outcomes are needed");
        }

        var cube = HistogramCube.Count(data, new int[data.Count], cells: 1);
        var constraints = Directions.Of(table.Catalog, data, cube);
        var shapes = ShapeBoosting.Fit(data.First(settings.MostShapeRows), constraints, settings);
        var parts = CurveParts.Compress(table.Catalog, data, cube, shapes, constraints, settings);
        var empty = new FittedFormula
        {
            Factors = [],
            LeftOut = parts.LeftOut,
            Intercept = 0,
            Slope = 0,
            PriorLogOdds = Logistic.Logit(churned / (double)data.Count),
            Rows = data.Count,
            Churned = churned,
            BoostingSteps = [.. shapes.Steps],
        };
        if (parts.Kept.Length == 0 || !HeldOutGain.IsCertain(shapes.HeldOut, data.Churned))
        {
            return empty;
        }

        return FitPoints(parts, data, empty, table.Catalog, settings);
    }

    /// <summary>From curves in given bins: points on all rows, whole numbers, the line, and how sure all are.</summary>
    internal static FittedFormula FitPoints(
        CurveParts parts,
        PrebinnedRows data,
        FittedFormula empty,
        FactorCatalog catalog,
        FitSettings settings
    )
    {
        var formulaRows = parts.Encode(data);
        var fitted = PointsRefit.Fit(formulaRows, parts.Start, parts.Intercept, parts.Constraints, settings);
        var curves = parts.Curves(fitted);
        var factors = PointsRounding.Round(curves);
        if (factors.IsEmpty || Slope(curves) < HealthFormula.LeastSlope)
        {
            return empty;
        }

        var lost = curves
            .Where(c => factors.All(f => f.Index != c.Index))
            .Select(c => new LeftOutFactor(c.Key, "flat"));
        var leftOut = parts.LeftOut.Concat(lost).OrderBy(f => catalog.IndexOf(f.Factor));
        var formula = Calibrate(empty with { Factors = factors, LeftOut = [.. leftOut] }, curves, formulaRows);
        if (settings.Intervals == FitIntervals.Omitted)
        {
            return formula;
        }

        var groups = GroupJackknife.GroupsOf(data.Keys);
        var changes = GroupJackknife.Changes(formulaRows, groups, fitted, parts.Constraints);
        return formula with { Uncertainty = FormulaUncertainty.Of(formula, curves, formulaRows, changes) };
    }

    /// <summary>
    /// The line from whole points to log-odds: the slope of the identity, which keeps what shrinkage learned, and the
    /// intercept at which the training rows' mean probability is their base rate.
    /// </summary>
    private static FittedFormula Calibrate(FittedFormula formula, IReadOnlyList<FittedCurve> curves, FormulaRows rows)
    {
        var health = new int[rows.Count];
        var kept = 0;
        foreach (var factor in formula.Factors)
        {
            while (curves[kept].Index != factor.Index)
            {
                kept++;
            }

            var entries = rows.Entries[kept];
            for (var i = 0; i < entries.Length; i++)
            {
                health[i] += factor.PointsOf(entries[i]);
            }
        }

        var slope = Slope(curves);
        var margins = Array.ConvertAll(health, points => -slope * (points / HealthFormula.UnitsPerPoint));
        return formula with { Slope = slope, Intercept = BaseRate.Intercept(margins, rows.Churned) };
    }

    /// <summary>Of the identity: all ranges together are 100 points.</summary>
    private static double Slope(IReadOnlyList<FittedCurve> curves) => curves.Sum(c => c.Range) / 100;
}
