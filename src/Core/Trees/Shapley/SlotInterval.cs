namespace HealthScore.Core.Trees.Shapley;

/// <summary>What a leaf asks of one slot: more than one number and at most another, compared as floats.</summary>
/// <param name="Slot">Index of the slot.</param>
/// <param name="Above">The number to be above; NaN where there is none.</param>
/// <param name="AtMost">The largest number allowed; +infinity where there is none.</param>
internal readonly record struct SlotInterval(int Slot, float Above, float AtMost)
{
    /// <summary>Every number.</summary>
    public static SlotInterval Any(int slot) => new(slot, float.NaN, float.PositiveInfinity);

    /// <summary>The rows that a node sends left.</summary>
    public static SlotInterval Left(int slot, float threshold) => new(slot, float.NaN, threshold);

    public bool HasAbove => !float.IsNaN(Above);

    public bool HasAtMost => !float.IsPositiveInfinity(AtMost);

    /// <summary>Below every number is above NaN: the comparison is turned round on purpose.</summary>
    public bool Holds(float value) => (value <= AtMost) & !(value <= Above);

    /// <summary>What is left of it where a node further down is passed to the left.</summary>
    public SlotInterval PassedLeft(float threshold) => this with { AtMost = Math.Min(AtMost, threshold) };

    /// <summary>What is left of it where a node further down is passed to the right.</summary>
    public SlotInterval PassedRight(float threshold) =>
        this with
        {
            Above = HasAbove ? Math.Max(Above, threshold) : threshold,
        };
}
