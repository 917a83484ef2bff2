using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training;
using HealthScore.Training.Bands;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Pooling;

namespace HealthScore.Bench.Fit.Coverage;

/// <summary>How often the 95 % intervals of one kind hold the truth.</summary>
/// <param name="What">The kind.</param>
/// <param name="Share">Share of intervals that hold it, 0..1.</param>
/// <param name="Error">Standard error of the share: repeats are independent, intervals of one repeat are not.</param>
/// <param name="Repeats">Repeats that gave such an interval.</param>
/// <param name="Width">Their mean width.</param>
/// <param name="Bias">Mean of estimate less truth.</param>
internal sealed record Covered(string What, double Share, double Error, int Repeats, double Width, double Bias);

/// <summary>
/// Coverage of the intervals that a model carries, over data sets drawn anew from a world that is known. Bins and
/// factors are held fixed; boosting, re-fit, rounding, calibration and cross-validation are done anew in each repeat.
/// </summary>
internal static class CoverageStudy
{
    public const int Accounts = 3000;
    private const int PopulationRows = 8000;
    private const int Followed = 200;
    private const int Folds = 5;

    public static IReadOnlyList<Covered> Run(int repeats, int threads)
    {
        var world = Population.Of(KnownWorld.Draw(PopulationRows, number: -1));
        var found = new List<Held>[repeats];
        Parallel.For(
            0,
            repeats,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            repeat => found[repeat] = Repeat(repeat, world)
        );
        return [.. found.SelectMany(held => held).GroupBy(held => held.What).Select(Sum)];
    }

    private static Covered Sum(IGrouping<string, Held> kind)
    {
        double[] shares = [.. kind.Select(held => held.Share)];
        var mean = shares.Sum() / shares.Length;
        var variance = shares.Sum(share => (share - mean) * (share - mean)) / Math.Max(1, shares.Length - 1);
        return new Covered(
            kind.Key,
            mean,
            Math.Sqrt(variance / shares.Length),
            shares.Length,
            kind.Sum(held => held.Width) / shares.Length,
            kind.Sum(held => held.Bias) / shares.Length
        );
    }

    private static List<Held> Repeat(int number, Population world)
    {
        var table = KnownWorld.Draw(Accounts, number);
        var settings = FitSettings.Default with { Threads = 1 };
        int[] all = [.. Enumerable.Range(0, table.RowCount)];
        var (folds, heldOut) = CrossValidate(table, all, settings);
        var fitted = TrainingRun
            .Recalibrate(
                new FittedFormulas([FixedBins.Fit(table, all, settings with { Intervals = FitIntervals.Jackknife })]),
                heldOut
            )
            .Common;
        var formula = fitted.With(new BandThresholds(yellowFrom: 0, greenFrom: 0));
        var line = world.LineOf([fitted]);
        List<Held> held =
        [
            Held.Of("AUC", world.AucOf(folds), heldOut.Auc!.Value, heldOut.AucLow!.Value, heldOut.AucHigh!.Value),
            Held.Of(
                "calibration slope",
                world.LineOf(folds).Slope,
                heldOut.CalibrationSlope!.Value,
                heldOut.CalibrationSlopeLow!.Value,
                heldOut.CalibrationSlopeHigh!.Value
            ),
            .. new[] { 0.164, 0.05 }.SelectMany(cut => Threshold(cut, fitted, line)),
            world.Probabilities(formula, fitted.Uncertainty!.On(formula), Followed),
        ];
        held.AddRange(Curves.Of(fitted, table));
        return held;
    }

    /// <summary>Where on this formula's scale churn is truly as likely as the cut says.</summary>
    private static IEnumerable<Held> Threshold(double cut, FittedFormula fitted, (double Intercept, double Slope) line)
    {
        if (ThresholdInterval.Of(cut, fitted) is { } interval)
        {
            // The line is of log-odds over the formula's own log-odds.
            var logOdds = (Logistic.Logit(cut) - line.Intercept) / line.Slope;
            var truth = (fitted.Intercept - logOdds) / fitted.Slope;
            yield return Held.Of($"threshold {cut}", truth, interval.Health, interval.Low, interval.High);
        }
    }

    private static (FittedFormula[] Folds, MetricsPart HeldOut) CrossValidate(
        TrainingTable table,
        int[] rows,
        FitSettings settings
    )
    {
        var order = CanonicalOrder.Of(table, rows, settings.Seed);
        var formulas = new FittedFormula[Folds];
        var scored = new ScoredRows[Folds];
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] test = [.. Rows(k => k == fold)];
            formulas[fold] = FixedBins.Fit(table, [.. Rows(k => k != fold)], settings);
            scored[fold] = new ScoredRows(
                CrossValidation.Probabilities(table, test, formulas[fold].ChurnProbability),
                Array.ConvertAll(test, row => table.Outcomes[row] == Core.Accounts.Outcome.Churned)
            );
        }

        return (formulas, Metrics.OverFolds(scored));

        IEnumerable<int> Rows(Func<int, bool> holds) =>
            order
                .Rows.Zip(order.Keys)
                .Where(row => holds(CanonicalOrder.FoldOf(row.Second, Folds, salt: 7)))
                .Select(row => row.First);
    }
}
