using HealthScore.Core.Scoring;
using HealthScore.Training.Evaluation.Spreads;

namespace HealthScore.Training.Evaluation;

/// <summary>
/// Expected calibration error: the mean over bins of |mean probability - share churned|, weighted by rows.
/// </summary>
internal static class CalibrationError
{
    public const int Bins = 15;

    /// <summary>Of equal-mass bins, less what chance alone adds; 0 or more.</summary>
    /// <remarks>
    /// A tie of scores is never split: it stands in the bin of its middle rank. Debiased as in Kumar, Liang and Ma
    /// (2019), "Verified uncertainty calibration": with share y of n rows of a bin churned, drawing the share anew from
    /// N(y, y (1 - y) / n) raises the error by about what the first draw did; twice the plain error less the expected
    /// redrawn one is the estimate. The expectation is the folded normal's mean, in closed form instead of by
    /// simulation.
    /// </remarks>
    public static double Debiased(TiedScores scores)
    {
        var (plain, redrawn) = (0.0, 0.0);
        foreach (var bin in EqualMassBins.Of(scores, Bins))
        {
            var share = (double)bin.Churned / bin.Rows;
            var gap = Math.Abs(bin.Probability - share);
            var weight = (double)bin.Rows / scores.RowCount;
            plain += weight * gap;
            redrawn += weight * FoldedMean(gap, Math.Sqrt(share * (1 - share) / bin.Rows));
        }

        return Math.Max(0, (2 * plain) - redrawn);
    }

    /// <summary>Mean of |X| for X normal with the given mean, 0 or more, and standard deviation.</summary>
    internal static double FoldedMean(double mean, double deviation) =>
        deviation == 0
            ? mean
            : (2 * deviation * NormalCurve.Density(mean / deviation))
                + (mean * (1 - (2 * NormalCurve.Below(-mean / deviation))));
}
