using System.Collections.Immutable;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>One account's answer of the challenger, taken apart exactly.</summary>
/// <param name="BaseLogOdds">Mean log-odds of churn over the background rows, all rows that the trees were trained
/// on.</param>
/// <param name="LogOdds">The account's log-odds of churn.</param>
/// <param name="Contributions">Per factor, in catalog order, the log-odds that it adds: positive towards churn, 0 where
/// the trees do not ask for it.</param>
public sealed record ChallengerExplanation(double BaseLogOdds, double LogOdds, ImmutableArray<double> Contributions)
{
    /// <summary>
    /// The challenger's churn probability, that of <see cref="ChallengerModel.Probability"/> to the bit.
    /// </summary>
    public double Probability => Logistic.Sigmoid(LogOdds);

    /// <summary>What base and contributions leave unexplained: the rounding of doubles and nothing else.</summary>
    public double AdditiveGap => LogOdds - Contributions.Aggregate(BaseLogOdds, (sum, part) => sum + part);

    /// <summary>
    /// Interventional Shapley values (see <see cref="TreeShapley.Interventional(ChallengerModel)"/>).
    /// </summary>
    /// <param name="model">The challenger.</param>
    /// <param name="values">Factor values in catalog order: number or level index, NaN = missing, -1 = unknown
    /// level.</param>
    public static ChallengerExplanation Of(ChallengerModel model, ReadOnlySpan<double> values)
    {
        var contributions = new double[values.Length];
        var logOdds = model.Explainer.Explain(values, contributions);
        return new ChallengerExplanation(model.Explainer.BaseLogOdds, logOdds, [.. contributions]);
    }
}
