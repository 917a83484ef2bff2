using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>A leaf in a group, and how its conditions follow from the group's atoms.</summary>
/// <param name="Leaf">Its number among the leaves of all trees.</param>
/// <param name="Path">What it asks of a row.</param>
/// <param name="Needed">Per condition the atoms that must hold.</param>
/// <param name="Forbidden">Per condition the atoms that must not hold.</param>
internal sealed record GroupedLeaf(
    int Leaf,
    LeafPath Path,
    ImmutableArray<ulong> Needed,
    ImmutableArray<ulong> Forbidden
)
{
    /// <param name="leaf">Its number.</param>
    /// <param name="path">What it asks of a row.</param>
    /// <param name="atoms">Of the group: its conditions themselves, or the splits they are made of.</param>
    public static GroupedLeaf Of(int leaf, LeafPath path, ReadOnlySpan<SlotInterval> atoms)
    {
        var needed = ImmutableArray.CreateBuilder<ulong>(path.Conditions.Length);
        var forbidden = ImmutableArray.CreateBuilder<ulong>(path.Conditions.Length);
        foreach (var condition in path.Conditions)
        {
            var itself = Bit(atoms, condition);
            var below = Bit(atoms, SlotInterval.Left(condition.Slot, condition.AtMost));
            needed.Add(itself != 0 ? itself : below);
            forbidden.Add(itself != 0 ? 0 : Bit(atoms, SlotInterval.Left(condition.Slot, condition.Above)));
        }

        return new GroupedLeaf(leaf, path, needed.MoveToImmutable(), forbidden.MoveToImmutable());
    }

    /// <summary>Which of its conditions hold where these atoms do.</summary>
    public ulong Met(ulong holding)
    {
        var met = 0UL;
        for (var i = 0; i < Needed.Length; i++)
        {
            var holds = (holding & Needed[i]) == Needed[i] && (holding & Forbidden[i]) == 0;
            met |= (holds ? 1UL : 0UL) << i;
        }

        return met;
    }

    private static ulong Bit(ReadOnlySpan<SlotInterval> atoms, SlotInterval atom) =>
        atoms.IndexOf(atom) is var bit and >= 0 ? 1UL << bit : 0;
}
