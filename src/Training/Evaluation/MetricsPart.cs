using HealthScore.Training.Evaluation.Profit;

namespace HealthScore.Training.Evaluation;

/// <summary>How well one set of churn probabilities foretold the outcomes.</summary>
/// <remarks>
/// A figure that the rows cannot give (one outcome only, constant probabilities) is null, never a number.
/// </remarks>
public sealed record MetricsPart
{
    /// <summary>
    /// Chance that a churned row has the higher probability of churn, a tie counting half. Over folds the mean.
    /// </summary>
    public required double? Auc { get; init; }

    /// <summary>95 % interval of <see cref="Auc"/>.</summary>
    public required double? AucLow { get; init; }

    /// <inheritdoc cref="AucLow"/>
    public required double? AucHigh { get; init; }

    /// <summary>Mean negative log-likelihood in nats. Over folds the mean.</summary>
    public required double LogLoss { get; init; }

    /// <summary>Mean squared difference of probability and outcome.</summary>
    public required double Brier { get; init; }

    /// <summary>Expected calibration error over 15 equal-mass bins, debiased.</summary>
    public required double Ece { get; init; }

    /// <summary>
    /// Slope of the outcome on the log-odds; 1 where probabilities are neither too bold nor too timid.
    /// </summary>
    public required double? CalibrationSlope { get; init; }

    /// <summary>95 % interval of <see cref="CalibrationSlope"/>.</summary>
    public required double? CalibrationSlopeLow { get; init; }

    /// <inheritdoc cref="CalibrationSlopeLow"/>
    public required double? CalibrationSlopeHigh { get; init; }

    /// <summary>Intercept of the same line; 0 where there is no overall shift.</summary>
    public required double? CalibrationIntercept { get; init; }

    /// <summary>95 % interval of <see cref="CalibrationIntercept"/>; null too in files of older models.</summary>
    public double? CalibrationInterceptLow { get; init; }

    /// <inheritdoc cref="CalibrationInterceptLow"/>
    public double? CalibrationInterceptHigh { get; init; }

    /// <summary>What calling the riskiest is worth; null where only one outcome occurs, and in older files.</summary>
    public ExpectedMaximumProfit? Profit { get; init; }

    /// <summary>Net benefit by threshold; null in files of older models.</summary>
    public DecisionCurve? DecisionCurve { get; init; }

    /// <summary>AUC of all folds' rows thrown together; null where there are no folds.</summary>
    public double? PooledAuc { get; init; }

    /// <summary>Log-loss of all folds' rows thrown together; null where there are no folds.</summary>
    public double? PooledLogLoss { get; init; }

    /// <summary>Seconds of this model's own fitting; only ever printed, never in a file.</summary>
    public double? FitSeconds { get; init; }

    /// <summary>Pairs of each fold's formula, in the order of the folds; only ever printed, never in a file.</summary>
    public IReadOnlyList<int>? PairsOfFolds { get; init; }
}
