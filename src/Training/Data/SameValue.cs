using System.Text;

namespace HealthScore.Training.Data;

/// <summary>Equality of a cell and a value that a person wrote.</summary>
internal static class SameValue
{
    /// <summary>As text after trimming, or as numbers where both parse ("1" is 1.0).</summary>
    public static bool Holds(ReadOnlySpan<byte> trimmed, string value)
    {
        var other = Encoding.UTF8.GetBytes(value.Trim());
        return trimmed.SequenceEqual(other)
            || (CellText.TryNumber(trimmed, out var one) && CellText.TryNumber(other, out var two) && one == two);
    }
}
