namespace HealthScore.Core.Trees;

/// <summary>What one slot of the trees' input holds of a factor.</summary>
public enum TreeSlotKind
{
    /// <summary>The number of a numeric factor; <see cref="TreeSlot.Fill"/> where it is missing.</summary>
    Number,

    /// <summary>The index of an ordinal factor's level; <see cref="TreeSlot.Fill"/> where missing or never
    /// seen.</summary>
    Rank,

    /// <summary>1 where a categorical factor has this level, else 0: all 0 where missing or never seen.</summary>
    Level,

    /// <summary>1 where the factor is missing, else 0.</summary>
    Missing,
}

/// <summary>One number that the trees split on, made from one factor. Never NaN.</summary>
/// <param name="Factor">Position of the factor in the catalog.</param>
/// <param name="Kind">What of the factor it holds.</param>
/// <param name="Level">Index of the level of a <see cref="TreeSlotKind.Level"/> slot; of a <see
/// cref="TreeSlotKind.Rank"/>
/// slot the number of levels; else 0.</param>
/// <param name="Fill">Stands for a missing number or rank: the training mean; else 0.</param>
public readonly record struct TreeSlot(int Factor, TreeSlotKind Kind, int Level, float Fill)
{
    /// <param name="value">The factor's value: a number or a level's index, NaN = missing, -1 = level never
    /// seen.</param>
    public float Of(double value) =>
        Kind switch
        {
            TreeSlotKind.Number => double.IsNaN(value) ? Fill : (float)value,
            TreeSlotKind.Rank => value >= 0 && value < Level ? (float)value : Fill,
            TreeSlotKind.Level => value == Level ? 1f : 0f,
            _ => double.IsNaN(value) ? 1f : 0f,
        };
}
