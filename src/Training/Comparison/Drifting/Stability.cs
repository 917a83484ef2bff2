using HealthScore.Core.Scoring;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison.Drifting;

/// <summary>How far two samples' shares of some bins lie apart, and how far chance alone would put them.</summary>
/// <param name="Index">Population stability index, 0 where the shares are the same.</param>
/// <param name="Critical">What chance exceeds with the probability that was asked for.</param>
/// <param name="Bins">Bins that either sample holds.</param>
public sealed record Stability(double Index, double Critical, int Bins)
{
    /// <summary>Rows added to each bin of each sample, so that an empty one has a logarithm.</summary>
    private const double Prior = 0.5;

    /// <summary>True where the shares lie further apart than chance would put them.</summary>
    public bool IsShifted => Index > Critical;

    /// <param name="one">Rows of each bin.</param>
    /// <param name="other">Rows of each bin in the other sample.</param>
    /// <param name="oneSize">Independent draws that the first sample is worth: accounts where it repeats them.</param>
    /// <param name="otherSize">The same of the other sample.</param>
    /// <param name="chance">Probability of calling shares apart that are not.</param>
    /// <returns>Null where either sample is empty.</returns>
    /// <remarks>
    /// Sum over bins of (p - q) ln(p / q). Yurdakul and Naranjo (2020), "Statistical properties of the population
    /// stability index": with no shift it is distributed like (1/n + 1/m) x chi-square of bins - 1 degrees; fixed
    /// limits
    /// such as .1 and .25 cry wolf on small samples and sleep on large ones.
    /// </remarks>
    public static Stability? Of(double[] one, double[] other, double oneSize, double otherSize, double chance)
    {
        int[] used = [.. Enumerable.Range(0, one.Length).Where(k => one[k] > 0 || other[k] > 0)];
        var (oneRows, otherRows) = (one.Sum(), other.Sum());
        if (oneRows <= 0 || otherRows <= 0)
        {
            return null;
        }

        if (used.Length < 2)
        {
            return new Stability(Index: 0, Critical: 0, used.Length);
        }

        // The counts of a sample that repeats accounts are brought down to what they are worth before the prior.
        var (oneWorth, otherWorth) = (oneSize / oneRows, otherSize / otherRows);
        var added = Prior * used.Length;
        var index = 0.0;
        foreach (var k in used)
        {
            var p = ((one[k] * oneWorth) + Prior) / (oneSize + added);
            var q = ((other[k] * otherWorth) + Prior) / (otherSize + added);
            index += (p - q) * (Logistic.Log(p) - Logistic.Log(q));
        }

        var critical = ((1 / oneSize) + (1 / otherSize)) * ChiSquare.Critical(chance, used.Length - 1);
        return new Stability(index, critical, used.Length);
    }
}
