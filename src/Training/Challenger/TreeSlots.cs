using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Trees;
using HealthScore.Training.Data;

namespace HealthScore.Training.Challenger;

/// <summary>
/// How factors become the numbers that trees split on. FastTree skips a training row that holds a NaN without an error,
/// so none may reach it: a missing number is the training mean beside a slot that says "missing".
/// </summary>
internal static class TreeSlots
{
    /// <summary>A leaf holds at least this many rows in every setting, so that a rarer level can never be split
    /// off.</summary>
    public const int RarestLevel = 10;

    /// <param name="table">The table.</param>
    /// <param name="rows">The training rows, in canonical order: the means are sums in this order.</param>
    public static ImmutableArray<TreeSlot> Of(TrainingTable table, ReadOnlySpan<int> rows)
    {
        var slots = ImmutableArray.CreateBuilder<TreeSlot>();
        for (var factor = 0; factor < table.Catalog.Count; factor++)
        {
            var column = table.Values[factor];
            switch (table.Catalog[factor].Kind)
            {
                case FactorKind.Numeric:
                    slots.Add(new TreeSlot(factor, TreeSlotKind.Number, Level: 0, Mean(column, rows, double.MinValue)));
                    break;
                case FactorKind.Ordinal:
                    var levels = table.Catalog[factor].Levels.Length;
                    slots.Add(new TreeSlot(factor, TreeSlotKind.Rank, levels, Mean(column, rows, from: 0)));
                    break;
                default:
                    AddLevels(slots, factor, table.Catalog[factor].Levels.Length, column, rows);
                    break;
            }

            if (HasMissing(column, rows))
            {
                slots.Add(new TreeSlot(factor, TreeSlotKind.Missing, Level: 0, Fill: 0f));
            }
        }

        return slots.ToImmutable();
    }

    private static void AddLevels(
        ImmutableArray<TreeSlot>.Builder slots,
        int factor,
        int levels,
        double[] column,
        ReadOnlySpan<int> rows
    )
    {
        var counts = new int[levels];
        foreach (var row in rows)
        {
            if (column[row] >= 0)
            {
                counts[(int)column[row]]++;
            }
        }

        for (var level = 0; level < levels; level++)
        {
            if (counts[level] >= RarestLevel)
            {
                slots.Add(new TreeSlot(factor, TreeSlotKind.Level, level, Fill: 0f));
            }
        }
    }

    /// <summary>Mean of the values that are at least <paramref name="from"/>; 0 where there are none.</summary>
    private static float Mean(double[] column, ReadOnlySpan<int> rows, double from)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
        {
            if (column[row] >= from)
            {
                sum += column[row];
                count++;
            }
        }

        return count == 0 ? 0f : (float)(sum / count);
    }

    private static bool HasMissing(double[] column, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if (double.IsNaN(column[row]))
            {
                return true;
            }
        }

        return false;
    }
}
