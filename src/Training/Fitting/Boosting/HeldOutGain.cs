using HealthScore.Core.Scoring;

namespace HealthScore.Training.Fitting.Boosting;

/// <summary>Whether curves foretell rows they did not learn from better than the base rate does.</summary>
internal static class HeldOutGain
{
    /// <summary>One table of pure noise in twenty passes by chance (one-sided).</summary>
    public const double StandardErrors = 1.645;

    /// <summary>
    /// True where the mean log-loss saved on held-out rows is more than <see cref="StandardErrors"/> of its standard
    /// errors: below that a formula would promise what the data do not hold.
    /// </summary>
    /// <param name="logOdds">Held-out log-odds of the first rows.</param>
    /// <param name="churned">1 where the row churned, at least as many.</param>
    public static bool IsCertain(ReadOnlySpan<double> logOdds, ReadOnlySpan<byte> churned)
    {
        var events = 0;
        for (var i = 0; i < logOdds.Length; i++)
        {
            events += churned[i];
        }

        var prior = events / (double)logOdds.Length;
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < logOdds.Length; i++)
        {
            var p = Logistic.Sigmoid(logOdds[i]);
            var saved = churned[i] == 1 ? Logistic.Log(p / prior) : Logistic.Log((1 - p) / (1 - prior));
            sum += saved;
            squares += saved * saved;
        }

        var mean = sum / logOdds.Length;
        var variance = Math.Max(0, (squares / logOdds.Length) - (mean * mean));
        return mean > StandardErrors * Math.Sqrt(variance / logOdds.Length);
    }
}
