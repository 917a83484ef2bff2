using System.Collections.Immutable;
using System.Numerics;

namespace HealthScore.Core.Trees.Shapley.Games;

/// <summary>
/// Interventional: a condition that is out of the coalition is met as often as background rows meet it together with
/// the
/// others that are out. The mean over background rows of <see cref="AndGame"/>, in closed form, pattern by pattern.
/// </summary>
internal sealed class BackgroundGame : ILeafGame
{
    private readonly double unit;
    private readonly ulong all;
    private readonly int conditions;

    /// <summary>Per pattern the conditions that its rows do not meet: they must come from the row explained.</summary>
    private readonly ulong[] unmet;
    private readonly int[] counts;

    /// <summary>The same counts by what is not met; empty where there are too many conditions for that.</summary>
    private readonly int[] dense;

    /// <param name="value">What the leaf adds to the score of a row that reaches it.</param>
    /// <param name="path">What it asks.</param>
    /// <param name="rows">How many background rows there are.</param>
    /// <param name="patterns">How many of them meet what.</param>
    public BackgroundGame(double value, LeafPath path, int rows, ImmutableArray<PatternCount> patterns)
    {
        (unit, all, conditions) = (value / rows, path.Full, path.Conditions.Length);
        unmet = [.. patterns.Select(pattern => path.Full & ~pattern.Pattern)];
        counts = [.. patterns.Select(pattern => pattern.Count)];
        dense = new int[conditions <= LeafGroups.MostTabled ? 1 << conditions : 0];
        for (var p = 0; p < unmet.Length && dense.Length > 0; p++)
        {
            dense[unmet[p]] = counts[p];
        }

        Base = unit * patterns.Where(pattern => pattern.Pattern == path.Full).Sum(pattern => pattern.Count);
    }

    public double Base { get; }

    public void Attribute(ulong met, Span<double> byCondition)
    {
        byCondition = byCondition[..conditions];
        byCondition.Clear();
        var missed = all & ~met;
        var outside = BitOperations.PopCount(missed);
        var worthOutside = 0.0;
        if (dense.Length > 0 && 1L << BitOperations.PopCount(met) < unmet.Length)
        {
            // All sets within those met, from the largest down to the empty one.
            for (var needed = met; ; needed = (needed - 1) & met)
            {
                if (dense[needed] is var count and > 0)
                {
                    worthOutside += Add(count, needed, outside, byCondition);
                }

                if (needed == 0)
                {
                    break;
                }
            }
        }
        else
        {
            for (var p = 0; p < unmet.Length; p++)
            {
                if ((unmet[p] & missed) == 0)
                {
                    worthOutside += Add(counts[p], unmet[p], outside, byCondition);
                }
            }
        }

        for (var i = 0; i < byCondition.Length; i++)
        {
            byCondition[i] = unit * (((missed >> i) & 1) == 0 ? byCondition[i] : worthOutside);
        }
    }

    /// <summary>The games of an account against the background rows of one pattern.</summary>
    /// <returns>What each condition that the account misses is worth.</returns>
    private static double Add(int count, ulong needed, int outside, Span<double> byCondition)
    {
        var inside = BitOperations.PopCount(needed);
        var worth = count * AndGame.WorthInside(inside, outside);
        for (; needed != 0; needed &= needed - 1)
        {
            byCondition[BitOperations.TrailingZeroCount(needed)] += worth;
        }

        return count * AndGame.WorthOutside(inside, outside);
    }
}
