using System.Runtime.Intrinsics;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>
/// What log-odds leave unexplained, row by row: churned - p and p (1 - p) side by side, since both are always summed
/// together.
/// </summary>
internal static class Residuals
{
    private const int Block = 1024;

    /// <summary>One logarithm serves the product of this many probabilities: it cannot fall out of range.</summary>
    private const int RowsPerLog = 8;
    private const double LeastProbability = 1e-38;

    /// <returns>churned - p, and p (1 - p), of each row.</returns>
    public static Vector128<double>[] Of(ReadOnlySpan<double> logOdds, ReadOnlySpan<byte> churned)
    {
        var probabilities = logOdds.ToArray();
        Logistic.Sigmoid(probabilities);
        var residuals = new Vector128<double>[logOdds.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = Of(probabilities[i], churned[i]);
        }

        return residuals;
    }

    /// <summary>churned - p, and p (1 - p).</summary>
    public static Vector128<double> Of(double probability, byte churned) =>
        Vector128.Create(churned - probability, probability * (1 - probability));

    /// <summary>Log-loss of one row.</summary>
    public static double Loss(double logOdds, byte churned)
    {
        var x = churned == 1 ? -logOdds : logOdds;
        return x > 0 ? x + Logistic.Log(1 + Logistic.Exp(-x)) : Logistic.Log(1 + Logistic.Exp(x));
    }

    /// <summary>Sum of the log-losses of many rows; one that would lose more than 87 counts 87.</summary>
    public static double SumOfLosses(ReadOnlySpan<double> logOdds, ReadOnlySpan<byte> churned)
    {
        Span<double> buffer = stackalloc double[Block];
        var (loss, product) = (0.0, 1.0);
        for (var from = 0; from < logOdds.Length; from += Block)
        {
            var likely = buffer[..Math.Min(Block, logOdds.Length - from)];
            for (var i = 0; i < likely.Length; i++)
            {
                likely[i] = churned[from + i] == 1 ? logOdds[from + i] : -logOdds[from + i];
            }

            Logistic.Sigmoid(likely);
            for (var i = 0; i < likely.Length; i++)
            {
                product *= Math.Max(likely[i], LeastProbability);
                if (i % RowsPerLog == RowsPerLog - 1)
                {
                    loss -= Logistic.Log(product);
                    product = 1;
                }
            }
        }

        return loss - Logistic.Log(product);
    }
}
