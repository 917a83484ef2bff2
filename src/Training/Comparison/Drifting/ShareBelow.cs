using System.Collections.Immutable;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison.Drifting;

/// <summary>
/// What a profile says of the share of its measured rows below any value: exactly where it counted there or kept every
/// distinct value, else between two bounds.
/// </summary>
internal sealed class ShareBelow
{
    /// <summary>How near to 100 per cent the shares of all values must add up for none to be missing.</summary>
    private const double Whole = 1e-6;

    private readonly ImmutableArray<double> edges;
    private readonly double[] belowEdges;
    private readonly RankTable? ranks;
    private readonly double[]? belowValues;

    public ShareBelow(FactorProfile profile, RankTable? ranks)
    {
        edges = profile.Edges;
        double measured = profile.Counts.Sum();
        belowEdges = new double[edges.Length];
        var upTo = 0.0;
        for (var k = 0; k < edges.Length; k++)
        {
            upTo += profile.Counts[k];
            belowEdges[k] = upTo / measured;
        }

        this.ranks = ranks;
        belowValues = ranks is null ? null : BelowEach(ranks);
    }

    /// <summary>The share nearest to <paramref name="wanted"/> that the profile allows below a value.</summary>
    public double Nearest(double value, double wanted)
    {
        var (low, high) = (0.0, 1.0);
        for (var k = 0; k < edges.Length; k++)
        {
            low = edges[k] <= value ? Math.Max(low, belowEdges[k]) : low;
            high = edges[k] >= value ? Math.Min(high, belowEdges[k]) : high;
        }

        for (var k = 0; k < ranks?.Values.Length; k++)
        {
            // A middle rank counts half of the value's own rows: at most what lies up to it, at least what lies below.
            low = ranks.Values[k] < value ? Math.Max(low, UpTo(k)) : low;
            high = ranks.Values[k] >= value ? Math.Min(high, belowValues?[k] ?? (ranks.Ranks[k] / 100)) : high;
        }

        return Math.Min(Math.Max(wanted, low), Math.Max(low, high));
    }

    private double UpTo(int k) =>
        belowValues is null ? ranks!.Ranks[k] / 100
        : k + 1 < belowValues.Length ? belowValues[k + 1]
        : 1;

    /// <summary>The share below each value, from middle ranks; null where values were left out.</summary>
    private static double[]? BelowEach(RankTable ranks)
    {
        var below = new double[ranks.Values.Length];
        var upTo = 0.0;
        for (var k = 0; k < below.Length; k++)
        {
            below[k] = upTo / 100;
            upTo += 2 * (ranks.Ranks[k] - upTo);
        }

        return Math.Abs(upTo - 100) < Whole ? below : null;
    }
}
