using System.Collections.Immutable;

namespace HealthScore.Training.Evaluation.Profit;

/// <summary>
/// What it is worth to act on all rows from a threshold on, in rightly found churners per row: who acts at a threshold
/// of p says that p / (1 - p) times acting in vain is as bad as one churner missed.
/// </summary>
/// <param name="Threshold">Churn probability from which is acted, between 0 and 1.</param>
/// <param name="OfScores">Net benefit of acting by the probabilities.</param>
/// <param name="OfAll">Net benefit of acting on every row; acting on none has 0.</param>
/// <remarks>
/// Vickers and Elkin (2006), "Decision curve analysis": true positives / n - false positives / n x p / (1 - p).
/// </remarks>
public readonly record struct NetBenefit(double Threshold, double OfScores, double OfAll)
{
    /// <summary>Where a decision curve is drawn: 5 % to 50 %.</summary>
    public static ImmutableArray<double> Thresholds { get; } = [.. Enumerable.Range(1, 10).Select(k => k / 20.0)];

    internal static DecisionCurve Curve(TiedScores scores) => new([.. Thresholds.Select(t => At(scores, t))]);

    /// <summary>A row on the threshold is acted on.</summary>
    internal static NetBenefit At(TiedScores scores, double threshold)
    {
        var (churned, retained) = (0, 0);
        for (var k = scores.Values.Length - 1; k >= 0 && scores.Values[k] >= threshold; k--)
        {
            churned += scores.Churned[k];
            retained += scores.Rows[k] - scores.Churned[k];
        }

        var odds = threshold / (1 - threshold);
        double rows = scores.RowCount;
        return new NetBenefit(
            threshold,
            (churned - (odds * retained)) / rows,
            (scores.ChurnedCount - (odds * scores.RetainedCount)) / rows
        );
    }
}
