namespace HealthScore.Training.Fitting.Refitting;

/// <summary>Training rows as entries of the formula's bins: what the re-fit sees.</summary>
/// <param name="Entries">Per kept factor, the entry of each row: its bin, or the bin count where missing.</param>
/// <param name="Sizes">Per kept factor, how many entries there are, missing included.</param>
/// <param name="Churned">1 where the row churned.</param>
public sealed record FormulaRows(byte[][] Entries, int[] Sizes, byte[] Churned)
{
    public int Count => Churned.Length;

    /// <summary>Log-odds of each row that are not fitted: what pairs add. Null where nothing is.</summary>
    public double[]? Offset { get; init; }

    /// <summary>
    /// Where each factor's entries start in a vector over all of them; the last element is their number.
    /// </summary>
    public int[] Offsets()
    {
        var offsets = new int[Sizes.Length + 1];
        for (var j = 0; j < Sizes.Length; j++)
        {
            offsets[j + 1] = offsets[j] + Sizes[j];
        }

        return offsets;
    }

    /// <summary>The first rows: in canonical order a random sample.</summary>
    public FormulaRows First(int count) =>
        count >= Count
            ? this
            : new([.. Entries.Select(e => e[..count])], Sizes, Churned[..count]) { Offset = Offset?[..count] };
}
