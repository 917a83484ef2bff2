using HealthScore.Core.Scoring;

namespace HealthScore.Core.Trees;

/// <summary>The boosted trees beside the formula, with the encoding of factors and the calibration; only ever
/// compared.</summary>
public sealed class ChallengerModel
{
    /// <param name="trees">The trees and the slots they split on.</param>
    /// <param name="settings">How they were grown.</param>
    /// <param name="slope">Log-odds of churn per unit of raw score, 0 or more.</param>
    /// <param name="intercept">Log-odds of churn at raw score 0.</param>
    /// <exception cref="ArgumentException">The slope is negative, or one of the two is not finite.</exception>
    public ChallengerModel(TreeEnsemble trees, TreeSettings settings, double slope, double intercept)
    {
        if (!double.IsFinite(slope) || slope < 0 || !double.IsFinite(intercept))
        {
            throw new ArgumentException($"slope {slope} and intercept {intercept} must be finite, the slope 0 or more");
        }

        (Trees, Settings, Slope, Intercept) = (trees, settings, slope, intercept);
    }

    public TreeEnsemble Trees { get; }

    public TreeSettings Settings { get; }

    public double Slope { get; }

    public double Intercept { get; }

    /// <summary>Raw score of the trees (ML.NET's own, to the bit). Allocates nothing.</summary>
    /// <param name="values">Factor values in catalog order; category = level index, NaN = missing, -1 = unknown
    /// level.</param>
    public double RawScore(ReadOnlySpan<double> values) => Trees.Score(values);

    /// <summary>Calibrated probability of churn within the horizon, 0..1. Allocates nothing.</summary>
    /// <param name="values">As for <see cref="RawScore"/>.</param>
    /// <remarks>Platt (1999): 1 / (1 + exp(-(slope * raw score + intercept))).</remarks>
    public double Probability(ReadOnlySpan<double> values) => Logistic.Sigmoid((Slope * RawScore(values)) + Intercept);
}

/// <summary>How trees are grown.</summary>
/// <param name="Leaves">Most leaves of a tree, 2 or more.</param>
/// <param name="LearningRate">Shrinkage of each tree, above 0 to 1.</param>
/// <param name="MinimumRows">Fewest training rows of a leaf.</param>
/// <param name="Trees">Number of trees; 0 where the rows were too few for a single split.</param>
public sealed record TreeSettings(int Leaves, double LearningRate, int MinimumRows, int Trees);
