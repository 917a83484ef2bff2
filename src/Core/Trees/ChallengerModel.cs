using HealthScore.Core.Scoring;
using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Trees;

/// <summary>The boosted trees beside the formula, with the encoding of factors and the calibration; only ever
/// compared.</summary>
public sealed class ChallengerModel
{
    private readonly Lazy<TreeShapley> explainer;
    private readonly Lazy<LoneEffects> loneEffects;

    /// <param name="trees">The trees and the slots they split on.</param>
    /// <param name="settings">How they were grown.</param>
    /// <param name="slope">Log-odds of churn per unit of raw score, 0 or more.</param>
    /// <param name="intercept">Log-odds of churn at raw score 0.</param>
    /// <param name="background">The rows that explanations compare with, counted for these trees.</param>
    /// <exception cref="ArgumentException">The slope is negative, or one of the two is not finite, or the background is
    /// that of other trees.</exception>
    public ChallengerModel(
        TreeEnsemble trees,
        TreeSettings settings,
        double slope,
        double intercept,
        TreeBackground background
    )
    {
        if (!double.IsFinite(slope) || slope < 0 || !double.IsFinite(intercept))
        {
            throw new ArgumentException($"slope {slope} and intercept {intercept} must be finite, the slope 0 or more");
        }

        background.RefuseUnlessOf(trees);
        (Trees, Settings, Slope, Intercept, Background) = (trees, settings, slope, intercept, background);
        explainer = new Lazy<TreeShapley>(() => TreeShapley.Interventional(this));
        loneEffects = new Lazy<LoneEffects>(() => LoneEffects.Of(this));
    }

    public TreeEnsemble Trees { get; }

    public TreeSettings Settings { get; }

    public double Slope { get; }

    public double Intercept { get; }

    public TreeBackground Background { get; }

    /// <summary>Exact Shapley values against the background; its tables are built at the first use.</summary>
    public TreeShapley Explainer => explainer.Value;

    /// <summary>What each factor does alone, against the same background.</summary>
    internal LoneEffects LoneEffects => loneEffects.Value;

    /// <summary>Raw score of the trees (ML.NET's own, to the bit). Allocates nothing.</summary>
    /// <param name="values">Factor values in catalog order; category = level index, NaN = missing, -1 = unknown
    /// level.</param>
    public double RawScore(ReadOnlySpan<double> values) => Trees.Score(values);

    /// <summary>
    /// Log-odds of churn within the horizon: slope * sum of the leaves + intercept. Allocates nothing.
    /// </summary>
    /// <param name="values">As for <see cref="RawScore"/>.</param>
    /// <remarks>The sum is that of doubles, before ML.NET rounds it to a float: contributions sum to it.</remarks>
    public double LogOdds(ReadOnlySpan<double> values) => (Slope * Trees.Sum(values)) + Intercept;

    /// <summary>Calibrated probability of churn within the horizon, 0..1. Allocates nothing.</summary>
    /// <param name="values">As for <see cref="RawScore"/>.</param>
    /// <remarks>Platt (1999): 1 / (1 + exp(-(slope * score + intercept))).</remarks>
    public double Probability(ReadOnlySpan<double> values) => Logistic.Sigmoid(LogOdds(values));
}

/// <summary>How trees are grown.</summary>
/// <param name="Leaves">Most leaves of a tree, 2 or more.</param>
/// <param name="LearningRate">Shrinkage of each tree, above 0 to 1.</param>
/// <param name="MinimumRows">Fewest training rows of a leaf.</param>
/// <param name="Trees">Number of trees; 0 where the rows were too few for a single split.</param>
public sealed record TreeSettings(int Leaves, double LearningRate, int MinimumRows, int Trees);
