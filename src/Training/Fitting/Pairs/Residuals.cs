using HealthScore.Core.Scoring;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>What log-odds leave unexplained, row by row.</summary>
internal static class Residuals
{
    /// <returns>churned - p, and p (1 - p).</returns>
    public static (double[] Residuals, double[] Weights) Of(ReadOnlySpan<double> logOdds, ReadOnlySpan<byte> churned)
    {
        var residuals = new double[logOdds.Length];
        var weights = new double[logOdds.Length];
        Take(logOdds, churned, residuals, weights);
        return (residuals, weights);
    }

    /// <inheritdoc cref="Of"/>
    public static void Take(
        ReadOnlySpan<double> logOdds,
        ReadOnlySpan<byte> churned,
        Span<double> residuals,
        Span<double> weights
    )
    {
        logOdds.CopyTo(residuals);
        Logistic.Sigmoid(residuals);
        for (var i = 0; i < residuals.Length; i++)
        {
            var p = residuals[i];
            weights[i] = p * (1 - p);
            residuals[i] = churned[i] - p;
        }
    }

    /// <summary>Log-loss of each row.</summary>
    public static double Loss(double logOdds, byte churned)
    {
        var x = churned == 1 ? -logOdds : logOdds;
        return x > 0 ? x + Logistic.Log(1 + Logistic.Exp(-x)) : Logistic.Log(1 + Logistic.Exp(x));
    }
}
