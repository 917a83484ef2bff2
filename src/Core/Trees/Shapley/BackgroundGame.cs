using System.Collections.Immutable;
using System.Numerics;

namespace HealthScore.Core.Trees.Shapley;

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

    /// <param name="value">What the leaf adds to the score of a row that reaches it.</param>
    /// <param name="path">What it asks.</param>
    /// <param name="rows">How many background rows there are.</param>
    /// <param name="patterns">How many of them meet what.</param>
    public BackgroundGame(double value, LeafPath path, int rows, ImmutableArray<PatternCount> patterns)
    {
        (unit, all, conditions) = (value / rows, path.Full, path.Conditions.Length);
        unmet = [.. patterns.Select(pattern => path.Full & ~pattern.Pattern)];
        counts = [.. patterns.Select(pattern => pattern.Count)];
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
        for (var p = 0; p < unmet.Length; p++)
        {
            var needed = unmet[p];
            if ((needed & missed) != 0)
            {
                continue;
            }

            var inside = BitOperations.PopCount(needed);
            worthOutside += counts[p] * AndGame.WorthOutside(inside, outside);
            var worth = counts[p] * AndGame.WorthInside(inside, outside);
            for (; needed != 0; needed &= needed - 1)
            {
                byCondition[BitOperations.TrailingZeroCount(needed)] += worth;
            }
        }

        for (var i = 0; i < byCondition.Length; i++)
        {
            byCondition[i] = unit * (((missed >> i) & 1) == 0 ? byCondition[i] : worthOutside);
        }
    }
}
