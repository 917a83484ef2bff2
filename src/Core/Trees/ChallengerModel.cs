namespace HealthScore.Core.Trees;

/// <summary>The boosted trees beside the formula, with the encoding of factors and the calibration; only ever compared.</summary>
public sealed class ChallengerModel
{
    /// <summary>Raw score of the trees (ML.NET's own, to the bit). Allocates nothing.</summary>
    /// <param name="values">Factor values in catalog order; category = level index, NaN = missing, -1 = unknown level.</param>
    public double RawScore(ReadOnlySpan<double> values) => throw new InvalidOperationException("no trees");

    /// <summary>Calibrated probability of churn within the horizon, 0..1. Allocates nothing.</summary>
    public double Probability(ReadOnlySpan<double> values) => throw new InvalidOperationException("no trees");
}
