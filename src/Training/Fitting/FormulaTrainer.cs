using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Calibration;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Choosing;
using HealthScore.Training.Fitting.Compression;
using HealthScore.Training.Fitting.Pairs;
using HealthScore.Training.Fitting.Pairs.Tables;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Proof;
using HealthScore.Training.Fitting.Refitting;
using HealthScore.Training.Intervals;

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
        if (settings.Limit is { } limit)
        {
            return FactorChoice.Fit(table, rows, settings, limit);
        }

        int[] known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        var data = PrebinnedRows.Learn(table, CanonicalOrder.Of(table, known, settings.Seed), settings.Threads);
        var churned = data.Churned.Sum(c => (int)c);
        if (churned == 0 || churned == data.Count)
        {
            throw new ArgumentException($"{churned} of {data.Count} rows churned; both outcomes are needed");
        }

        var cube = HistogramCube.Count(data, new int[data.Count], cells: 1);
        var constraints = Directions.Of(table.Catalog, data, cube);
        var sample = data.First(settings.MostShapeRows);
        var boosted = ShapeBoosting.Fit(sample, constraints, settings);
        var single =
            settings.Proof == CurveProof.TrendOrCurve ? ProvenFactors.Of(sample, boosted, table.Catalog) : boosted;
        var (shapes, pairs) = PairFit.Fit(sample, single, cube, constraints, settings);
        var parts = CurveParts.Compress(table.Catalog, data, cube, shapes, constraints, pairs, settings);
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

        return FitPoints(parts, pairs, data, empty, table.Catalog, settings);
    }

    /// <summary>From curves in given bins: points on all rows, whole numbers, the line, and how sure all are.</summary>
    internal static FittedFormula FitPoints(
        CurveParts parts,
        FinePair[] pairs,
        PrebinnedRows data,
        FittedFormula empty,
        FactorCatalog catalog,
        FitSettings settings
    )
    {
        var formulaRows = parts.Encode(data);
        var tables = PairTables.Compress(pairs, parts.Kept, data, formulaRows, parts.Start, settings);
        formulaRows = formulaRows with { Offset = PairTables.LogOddsOf(tables, formulaRows) };
        var fitted = PointsRefit.Fit(formulaRows, parts.Start, parts.Intercept, parts.Constraints, settings, LeastStep);
        var curves = parts.Curves(fitted);
        var factors = PointsRounding.Round(curves, tables);
        if (factors.IsEmpty || Slope(curves, tables) < HealthFormula.LeastSlope)
        {
            return empty;
        }

        var lost = curves
            .Where(c => factors.All(f => f.Index != c.Index))
            .Select(c => new LeftOutFactor(c.Key, "flat"));
        var leftOut = parts.LeftOut.Concat(lost).OrderBy(f => catalog.IndexOf(f.Factor));
        var health = Health(factors, curves, tables, formulaRows);
        var formula = Calibrate(
            empty with
            {
                Factors = factors,
                LeftOut = [.. leftOut],
                Slope = Slope(curves, tables),
            },
            health,
            data.Churned
        );
        if (settings.Intervals == FitIntervals.Omitted)
        {
            return formula;
        }

        var terms = FormulaTerms.Of(formula, curves, tables, formulaRows, fitted);
        CurveConstraint[] constraints = [.. parts.Constraints, .. tables.Select(_ => CurveConstraint.Free)];
        var groups = GroupJackknife.GroupsOf(data.Keys);
        var changes = GroupJackknife.Changes(terms.Data, groups, terms.Fitted, constraints, LeastStep);
        return formula with { Uncertainty = FormulaUncertainty.Of(formula, terms, health, changes) };

        double LeastStep(int kept, int inner, int outer) => PairTables.LeastStep(tables, kept, inner, outer);
    }

    /// <summary>
    /// The line from whole points to log-odds: the slope of the identity, which keeps what shrinkage learned, and the
    /// intercept at which the training rows' mean probability is their base rate.
    /// </summary>
    private static FittedFormula Calibrate(FittedFormula formula, int[] health, byte[] churned)
    {
        var margins = Array.ConvertAll(health, points => -formula.Slope * (points / HealthFormula.UnitsPerPoint));
        return formula with { Intercept = BaseRate.Intercept(margins, churned) };
    }

    /// <summary>Health of every training row, in 10^-7 points.</summary>
    private static int[] Health(
        ImmutableArray<FormulaFactor> factors,
        IReadOnlyList<FittedCurve> curves,
        IReadOnlyList<PairTable> pairs,
        FormulaRows rows
    )
    {
        var health = new int[rows.Count];
        foreach (var factor in factors)
        {
            var row = rows.Entries[KeptOf(curves, factor.Row.Index)];
            if (factor.Column is not { } part)
            {
                int[] points = [.. Enumerable.Range(0, factor.EntryCount).Select(factor.PointsOf)];
                for (var i = 0; i < row.Length; i++)
                {
                    health[i] += points[row[i]];
                }

                continue;
            }

            var kept = (KeptOf(curves, factor.Row.Index), KeptOf(curves, part.Index));
            var pair = pairs.First(p => (p.Row.Kept, p.Column.Kept) == kept);
            var column = rows.Entries[pair.Column.Kept];
            int[] ofCells = [.. pair.LogOdds.Select((_, cell) => factor.PointsOf(pair.FormulaEntryOf(cell)))];
            for (var i = 0; i < row.Length; i++)
            {
                health[i] += ofCells[pair.CellOf(row[i], column[i])];
            }
        }

        return health;
    }

    private static int KeptOf(IReadOnlyList<FittedCurve> curves, int index) =>
        curves.TakeWhile(c => c.Index != index).Count();

    /// <summary>Of the identity: all ranges together are 100 points.</summary>
    private static double Slope(IReadOnlyList<FittedCurve> curves, IReadOnlyList<PairTable> pairs) =>
        (curves.Sum(c => c.Range) + pairs.Sum(p => p.Range)) / 100;
}
