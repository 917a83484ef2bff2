using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley.Games;

/// <summary>
/// Path-dependent: a condition that is out of the coalition is met with the share of training rows that the nodes
/// asking
/// for it send on towards the leaf.
/// </summary>
/// <remarks>
/// The game of TreeSHAP (Lundberg, Erion, Lee, 2018), without its divisions: with X the conditions met and r the
/// shares,
/// v(S) = value * product of r outside S where S lies within X, else 0. Sums over the coalitions of one size are the
/// coefficients of the product of (r + z).
/// </remarks>
internal sealed class CoverGame : ILeafGame
{
    private readonly double value;
    private readonly double[] shares;

    /// <param name="value">What the leaf adds to the score of a row that reaches it.</param>
    /// <param name="shares">Per condition, 0..1.</param>
    public CoverGame(double value, ImmutableArray<double> shares)
    {
        (this.value, this.shares) = (value, [.. shares]);
        Base = shares.Aggregate(value, (product, share) => product * share);
    }

    public double Base { get; }

    public void Attribute(ulong met, Span<double> byCondition)
    {
        var outside = value;
        for (var i = 0; i < shares.Length; i++)
        {
            outside *= IsIn(met, i) ? 1 : shares[i];
        }

        var worthOutside = -outside * Weighed(met);
        for (var i = 0; i < shares.Length; i++)
        {
            byCondition[i] = IsIn(met, i) ? outside * (1 - shares[i]) * Weighed(met & ~(1UL << i)) : worthOutside;
        }
    }

    /// <summary>Over coalitions within <paramref name="within"/>, the products of the shares of those left out, each by
    /// the weight of its size.</summary>
    private double Weighed(ulong within)
    {
        Span<double> bySize = stackalloc double[LeafPath.MostConditions + 1];
        bySize[0] = 1;
        var most = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            if (!IsIn(within, i))
            {
                continue;
            }

            bySize[++most] = 0;
            for (var size = most; size > 0; size--)
            {
                bySize[size] = (bySize[size] * shares[i]) + bySize[size - 1];
            }

            bySize[0] *= shares[i];
        }

        var sum = 0.0;
        for (var size = 0; size <= most && size < shares.Length; size++)
        {
            sum += bySize[size] * AndGame.WeightOf(size, shares.Length);
        }

        return sum;
    }

    private static bool IsIn(ulong coalition, int condition) => ((coalition >> condition) & 1) != 0;
}
