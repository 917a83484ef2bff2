using HealthScore.Core.Scoring;
using HealthScore.Training.Evaluation.Profit;

namespace HealthScore.Training.Evaluation;

/// <summary>Figures that say how well probabilities foretold outcomes. None depends on the order of the rows.</summary>
public static class Metrics
{
    /// <summary>Probabilities are taken as at least this and at most 1 less this, in log-loss and log-odds.</summary>
    public const double SmallestProbability = 1e-15;

    /// <summary>Rows of accounts that stand in one row each: the AUC interval is DeLong's.</summary>
    /// <exception cref="ArgumentException">No rows, columns of different length, or a probability outside
    /// 0..1.</exception>
    public static MetricsPart Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> churned)
    {
        var scores = Checked(probabilities, churned);
        return Part(scores, scores.Auc(), AucInterval.DeLongVariance(scores));
    }

    /// <summary>
    /// The AUC interval is by account where <see cref="ScoredRows.Accounts"/> is given, else DeLong's.
    /// </summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    public static MetricsPart Of(ScoredRows rows)
    {
        var scores = Checked(rows.Probabilities, rows.Churned);
        return Part(scores, scores.Auc(), Variance([rows], [scores]));
    }

    /// <summary>
    /// <c>auc</c> and <c>log_loss</c> are means over folds, their like on all rows thrown together are the pooled
    /// figures; the variance of the mean AUC is the sum of the folds' DeLong variances / K^2, or the jackknife by
    /// account. The other figures are of all rows together.
    /// </summary>
    /// <exception cref="ArgumentException">No folds, or a fold that <see cref="Of(ScoredRows)"/> would
    /// refuse.</exception>
    public static MetricsPart OverFolds(IReadOnlyList<ScoredRows> folds)
    {
        TiedScores[] each = [.. folds.Select(fold => Checked(fold.Probabilities, fold.Churned))];
        double[] probabilities = [.. folds.SelectMany(fold => fold.Probabilities)];
        bool[] churned = [.. folds.SelectMany(fold => fold.Churned)];
        var pooled = Checked(probabilities, churned);
        var aucs = each.Select(fold => fold.Auc()).ToArray();
        double? mean = aucs.Contains(null) ? null : aucs.Sum(auc => auc!.Value) / aucs.Length;
        return Part(pooled, mean, Variance(folds, each)) with
        {
            LogLoss = each.Sum(LogLoss) / each.Length,
            PooledAuc = pooled.Auc(),
            PooledLogLoss = LogLoss(pooled),
        };
    }

    /// <summary>
    /// Log-loss on the given rows of calling every row the base rate of the training rows: the floor to beat.
    /// </summary>
    /// <param name="trainingBaseRate">Share churned of the training rows, 0..1.</param>
    /// <param name="churned">Outcomes of the rows that are evaluated.</param>
    public static double PriorLogLoss(double trainingBaseRate, ReadOnlySpan<bool> churned)
    {
        var constant = new double[churned.Length];
        Array.Fill(constant, trainingBaseRate);
        return LogLoss(Checked(constant, churned));
    }

    private static MetricsPart Part(TiedScores scores, double? auc, double? variance)
    {
        var line = LogOddsLine.Fit(scores.Map(p => Logistic.Logit(Within(p))));
        var half = AucInterval.Deviate95 * (variance is { } v ? Math.Sqrt(v) : double.NaN);
        var slopeHalf = AucInterval.Deviate95 * line?.SlopeError;
        var interceptHalf = AucInterval.Deviate95 * line?.InterceptError;
        return new MetricsPart
        {
            Auc = auc,
            AucLow = auc is null || variance is null ? null : Math.Max(0, auc.Value - half),
            AucHigh = auc is null || variance is null ? null : Math.Min(1, auc.Value + half),
            LogLoss = LogLoss(scores),
            Brier = Brier(scores),
            Ece = CalibrationError.Debiased(scores),
            CalibrationSlope = line?.Slope,
            CalibrationSlopeLow = line?.Slope - slopeHalf,
            CalibrationSlopeHigh = line?.Slope + slopeHalf,
            CalibrationIntercept = line?.Intercept,
            CalibrationInterceptLow = line?.Intercept - interceptHalf,
            CalibrationInterceptHigh = line?.Intercept + interceptHalf,
            Profit = ExpectedMaximumProfit.Of(scores),
            DecisionCurve = NetBenefit.Curve(scores),
        };
    }

    private static double? Variance(IReadOnlyList<ScoredRows> folds, TiedScores[] each)
    {
        if (folds.All(fold => fold.Accounts is not null))
        {
            return AucInterval.JackknifeVariance(folds);
        }

        var variances = each.Select(AucInterval.DeLongVariance).ToArray();
        return variances.Contains(null) ? null : variances.Sum(v => v!.Value) / ((double)each.Length * each.Length);
    }

    private static double LogLoss(TiedScores scores)
    {
        var sum = 0.0;
        for (var k = 0; k < scores.Values.Length; k++)
        {
            var p = Within(scores.Values[k]);
            sum -= (scores.Churned[k] * Logistic.Log(p)) + ((scores.Rows[k] - scores.Churned[k]) * Logistic.Log(1 - p));
        }

        return sum / scores.RowCount;
    }

    private static double Brier(TiedScores scores)
    {
        var sum = 0.0;
        for (var k = 0; k < scores.Values.Length; k++)
        {
            var p = scores.Values[k];
            sum += (scores.Churned[k] * (1 - p) * (1 - p)) + ((scores.Rows[k] - scores.Churned[k]) * p * p);
        }

        return sum / scores.RowCount;
    }

    private static double Within(double p) => Math.Min(Math.Max(p, SmallestProbability), 1 - SmallestProbability);

    private static TiedScores Checked(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> churned)
    {
        var scores = TiedScores.Of(probabilities, churned);
        return scores.Values[0] >= 0 && scores.Values[^1] <= 1
            ? scores
            : throw new ArgumentException("a probability is outside 0..1", nameof(probabilities));
    }
}
