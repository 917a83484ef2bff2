using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Compression;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Bench.Fit.Coverage;

/// <summary>The fit of a formula whose bins and factors are given: all else is done anew.</summary>
internal static class FixedBins
{
    public static FittedFormula Fit(TrainingTable table, int[] rows, FitSettings settings)
    {
        var data = PrebinnedRows.Learn(table, CanonicalOrder.Of(table, rows, settings.Seed), threads: 1);
        var cube = HistogramCube.Count(data, new int[data.Count], cells: 1);
        var constraints = Directions.Of(table.Catalog, data, cube);
        var shapes = ShapeBoosting.Fit(data, constraints, settings);
        var churned = data.Churned.Sum(c => (int)c);
        var rate = churned / (double)data.Count;
        var parts = new CurveParts
        {
            Kept = [.. table.Catalog.Factors.Select((factor, j) => Kept(factor, j, cube.RowsOf(j)))],
            LeftOut = [],
            Constraints = constraints,
            Start = [.. shapes.Curves.SelectMany(curve => curve)],
            Intercept = Logistic.Logit(rate),
        };
        var empty = new FittedFormula
        {
            Factors = [],
            LeftOut = [],
            Intercept = 0,
            Slope = 0,
            PriorLogOdds = parts.Intercept,
            Rows = data.Count,
            Churned = churned,
            BoostingSteps = [.. shapes.Steps],
        };
        return FormulaTrainer.FitPoints(parts, [], data, empty, table.Catalog, settings);
    }

    /// <summary>Every prebin is a bin: cell k lies between k - 1/2 and k + 1/2.</summary>
    private static KeptFactor Kept(Factor factor, int index, int[] rows)
    {
        var cells = rows.Length - 1;
        var bins = FactorBins.Numeric(Enumerable.Range(1, cells - 1).Select(cell => cell - 0.5));
        return new KeptFactor(
            index,
            factor.Key,
            bins,
            new CompressedBins([.. Enumerable.Range(0, cells)], cells),
            rows
        );
    }
}
