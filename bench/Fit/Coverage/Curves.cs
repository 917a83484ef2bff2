using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Intervals;

namespace HealthScore.Bench.Fit.Coverage;

/// <summary>Intervals of a formula's parts: points (on log-odds, from the factor's mean) and weights.</summary>
internal static class Curves
{
    public static IEnumerable<Held> Of(FittedFormula fitted, TrainingTable table)
    {
        var points = new List<Held>();
        for (var k = 0; k < fitted.Factors.Length; k++)
        {
            points.AddRange(PointsOf(fitted, k, table));
        }

        yield return Held.Mean("points", points);
        double[] ranges = [.. Enumerable.Range(0, table.Catalog.Count).Select(RangeOf)];
        var weights = WeightInterval.Of(fitted);
        var held = weights.Select(w => Weight(w, ranges[table.Catalog.IndexOf(w.Factor)] / ranges.Sum())).ToArray();
        yield return Held.Mean("weights", held);
        yield return Held.Mean(
            "weights of factors that mean something",
            [.. held.Where((_, k) => RangeOf(fitted.Factors[k].Index) > 0)]
        );
    }

    private static Held Weight(WeightInterval weight, double truth) =>
        Held.Of("", truth, weight.Weight, weight.Low, weight.High);

    private static double RangeOf(int factor)
    {
        var curve = KnownWorld.CurveOf(factor);
        var seen = factor == KnownWorld.Catalog.IndexOf("nps") ? curve : curve[..^1];
        return seen.Max() - seen.Min();
    }

    private static IEnumerable<Held> PointsOf(FittedFormula fitted, int k, TrainingTable table)
    {
        var factor = fitted.Factors[k];
        var truth = KnownWorld.CurveOf(factor.Index);
        var rows = new int[truth.Length];
        foreach (var value in table.Values[factor.Index])
        {
            rows[factor.Bins.BinOf(value)]++;
        }

        var trueMean = rows.Zip(truth, (n, x) => n * x).Sum() / table.RowCount;
        var mean = rows.Select((n, e) => n * LogOdds(e)).Sum() / table.RowCount;
        for (var e = 0; e < truth.Length; e++)
        {
            if (rows[e] > 0)
            {
                var half = ChurnInterval.Deviate95 * fitted.Slope * PointErrors.Of(fitted.Uncertainty!, k)[e];
                var estimate = LogOdds(e) - mean;
                yield return Held.Of("", truth[e] - trueMean, estimate, estimate - half, estimate + half);
            }
        }

        double LogOdds(int entry) => -fitted.Slope * (factor.PointsOf(entry) / HealthFormula.UnitsPerPoint);
    }
}
