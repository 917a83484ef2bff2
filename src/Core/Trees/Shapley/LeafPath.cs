using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>A leaf as what it asks of a row: one interval a slot, however often its path splits on it.</summary>
/// <param name="Value">Of the leaf.</param>
/// <param name="Conditions">In ascending order of the slots. A pattern is a number whose bit i says that a row meets
/// condition i; the row that meets all is the one that reaches the leaf.</param>
internal sealed record LeafPath(double Value, ImmutableArray<SlotInterval> Conditions)
{
    /// <summary>Patterns are numbers of 64 bits.</summary>
    public const int MostConditions = 64;

    /// <summary>The pattern of a row that reaches the leaf.</summary>
    public ulong Full => Conditions.IsEmpty ? 0 : ulong.MaxValue >> (MostConditions - Conditions.Length);

    /// <summary>The paths of a tree, in the order of its leaves.</summary>
    /// <exception cref="ArgumentException">A path splits on more than 64 slots.</exception>
    public static ImmutableArray<LeafPath> Of(RegressionTree tree)
    {
        var paths = new LeafPath[tree.Leaves.Length];
        var open = new Stack<(int Child, ImmutableArray<SlotInterval> Passed)>();
        open.Push((tree.NodeCount == 0 ? ~0 : 0, []));
        while (open.TryPop(out var at))
        {
            if (at.Child < 0)
            {
                paths[~at.Child] = Of(tree.Leaves[~at.Child], at.Passed);
                continue;
            }

            var (slot, threshold) = (tree.Slots[at.Child], tree.Thresholds[at.Child]);
            var passed = at.Passed.FirstOrDefault(p => p.Slot == slot, SlotInterval.Any(slot));
            open.Push((tree.Left[at.Child], With(at.Passed, passed.PassedLeft(threshold))));
            open.Push((tree.Right[at.Child], With(at.Passed, passed.PassedRight(threshold))));
        }

        return [.. paths];
    }

    /// <summary>In the place of the slot's own interval, or before those of later slots.</summary>
    private static ImmutableArray<SlotInterval> With(ImmutableArray<SlotInterval> passed, SlotInterval own)
    {
        var at = 0;
        while (at < passed.Length && passed[at].Slot < own.Slot)
        {
            at++;
        }

        return at < passed.Length && passed[at].Slot == own.Slot ? passed.SetItem(at, own) : passed.Insert(at, own);
    }

    private static LeafPath Of(double value, ImmutableArray<SlotInterval> passed) =>
        passed.Length <= MostConditions
            ? new LeafPath(value, passed)
            : throw new ArgumentException(
                $"a leaf asks for {passed.Length} slots; at most {MostConditions} are possible"
            );
}
