using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Trees;

/// <summary>
/// What each factor does alone in the trees: by how much mean log-odds change where every background row takes the
/// account's value of this factor and of no other. What Shapley values hold beyond that, factors do together.
/// </summary>
/// <remarks>
/// A leaf of value v asks the conditions U; those of one factor are C. Alone the factor is worth v (P(U without C) -
/// P(U)) where the account meets C, else -v P(U), P being shares of background rows that meet all of them: the first
/// order term of Hoeffding's decomposition, read from pattern counts.
/// </remarks>
internal sealed class LoneEffects
{
    private const int SlotsOnStack = 512;

    private readonly TreeSlot[] slots;
    private readonly SlotInterval[] conditions;
    private readonly Part[] parts;

    private LoneEffects(TreeSlot[] slots, SlotInterval[] conditions, Part[] parts) =>
        (this.slots, this.conditions, this.parts) = (slots, conditions, parts);

    public static LoneEffects Of(ChallengerModel model)
    {
        var (conditions, parts, leaf) = (new List<SlotInterval>(), new List<Part>(), 0);
        foreach (var path in model.Trees.Trees.SelectMany(tree => LeafPath.Of(tree)))
        {
            var background = model.Background.Leaves[leaf++];
            var value = model.Slope * path.Value / model.Background.Rows;
            var all = Meeting(background, path.Full);
            foreach (var factor in path.Conditions.GroupBy(condition => model.Trees.Slots[condition.Slot].Factor))
            {
                var own = factor.Aggregate(
                    0UL,
                    (bits, condition) => bits | (1UL << path.Conditions.IndexOf(condition))
                );
                var first = conditions.Count;
                conditions.AddRange(factor);
                parts.Add(
                    new Part(
                        factor.Key,
                        first,
                        conditions.Count - first,
                        value * (Meeting(background, path.Full & ~own) - all),
                        -value * all
                    )
                );
            }
        }

        return new LoneEffects([.. model.Trees.Slots], [.. conditions], [.. parts]);
    }

    /// <param name="values">Factor values in catalog order.</param>
    /// <param name="effects">Receives per factor of the catalog its log-odds of churn.</param>
    /// <returns>Their sum.</returns>
    public double Of(ReadOnlySpan<double> values, Span<double> effects)
    {
        effects.Clear();
        Span<float> encoded = slots.Length <= SlotsOnStack ? stackalloc float[slots.Length] : new float[slots.Length];
        for (var s = 0; s < slots.Length; s++)
        {
            encoded[s] = slots[s].Of(values[slots[s].Factor]);
        }

        var sum = 0.0;
        foreach (ref readonly var part in parts.AsSpan())
        {
            var isMet = true;
            foreach (ref readonly var condition in conditions.AsSpan(part.First, part.Count))
            {
                isMet &= condition.Holds(encoded[condition.Slot]);
            }

            var effect = isMet ? part.Met : part.Missed;
            effects[part.Factor] += effect;
            sum += effect;
        }

        return sum;
    }

    /// <summary>How many background rows meet all of these conditions.</summary>
    private static double Meeting(IEnumerable<PatternCount> background, ulong conditions)
    {
        var rows = 0L;
        foreach (var counted in background)
        {
            rows += (counted.Pattern & conditions) == conditions ? counted.Count : 0;
        }

        return rows;
    }

    /// <param name="Factor">Position in the catalog.</param>
    /// <param name="First">Of its conditions in one leaf.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Met">Worth where the account meets them.</param>
    /// <param name="Missed">Worth where it does not.</param>
    private readonly record struct Part(int Factor, int First, int Count, double Met, double Missed);
}
