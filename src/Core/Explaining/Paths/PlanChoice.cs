using System.Collections.Immutable;

namespace HealthScore.Core.Explaining.Paths;

/// <summary>One value moved to another stop.</summary>
/// <param name="Index">The factor's position in the catalog.</param>
/// <param name="Stop">Where it goes.</param>
/// <param name="Effort">What that costs.</param>
/// <param name="Months">How long it takes, lead time included.</param>
internal sealed record Move(int Index, FactorStop Stop, int Effort, int Months);

/// <summary>One of the things that can be done about a group of factors: exactly one choice is made in each.</summary>
/// <param name="Gain">Points of health gained, in 10^-7.</param>
/// <param name="Effort">What it costs.</param>
/// <param name="Moves">Empty: nothing is changed.</param>
internal sealed record PlanChoice(int Gain, int Effort, ImmutableArray<Move> Moves)
{
    public static PlanChoice Nothing { get; } = new(0, 0, []);

    public PlanChoice And(PlanChoice other) =>
        new(Gain + other.Gain, Effort + other.Effort, Moves.AddRange(other.Moves));
}

/// <summary>What a plan is to have least of; the other breaks ties.</summary>
internal enum PlanAim
{
    LeastEffort,
    FewestChanges,
}

/// <summary>
/// The multiple-choice knapsack over groups of choices, exactly: of every group one choice, as many points as needed,
/// at the least price. Kept are the undominated: no other has as many points for as little.
/// </summary>
/// <remarks>
/// V_j(u) = min over t of V_{j-1}(max(0, u - q_jt)) + c_jt, held as the set of (gain, price) where V steps. Prices
/// compare effort first and then changes, or the other way round; both orders survive adding the same to both sides, so
/// that dropping the dominated after every group loses no optimum.
/// </remarks>
internal static class PlanSearch
{
    /// <summary>Undominated combinations of one choice a group, cheapest first, gains rising.</summary>
    /// <param name="groups">Each with <see cref="PlanChoice.Nothing"/> among its choices.</param>
    /// <param name="needed">More points than these are worth no price.</param>
    /// <param name="aim">What a price is.</param>
    public static ImmutableArray<PlanChoice> Undominated(
        IEnumerable<ImmutableArray<PlanChoice>> groups,
        int needed,
        PlanAim aim
    )
    {
        ImmutableArray<PlanChoice> kept = [PlanChoice.Nothing];
        foreach (var group in groups)
        {
            kept = Undominated(kept.SelectMany(some => group.Select(some.And)), needed, aim);
        }

        return kept;
    }

    /// <summary>Of these the undominated, cheapest first, gains rising.</summary>
    public static ImmutableArray<PlanChoice> Undominated(IEnumerable<PlanChoice> choices, int needed, PlanAim aim)
    {
        var kept = ImmutableArray.CreateBuilder<PlanChoice>();
        foreach (var choice in choices.OrderBy(c => Price(c, aim)).ThenByDescending(c => c.Gain))
        {
            if (kept.Count == 0 || (kept[^1].Gain < needed && choice.Gain > kept[^1].Gain))
            {
                kept.Add(choice);
            }
        }

        return kept.ToImmutable();
    }

    private static (int First, int Second) Price(PlanChoice choice, PlanAim aim) =>
        aim == PlanAim.LeastEffort ? (choice.Effort, choice.Moves.Length) : (choice.Moves.Length, choice.Effort);
}
