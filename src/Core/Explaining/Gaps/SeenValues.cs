namespace HealthScore.Core.Explaining.Gaps;

/// <summary>Which values of one factor training saw.</summary>
/// <param name="Least">Of the measured ones, or the index of a level; NaN where none was measured.</param>
/// <param name="Most">The same.</param>
/// <param name="Missing">Whether it was not measured in some row.</param>
public readonly record struct SeenValues(double Least, double Most, bool Missing)
{
    /// <summary>
    /// A number between the least and the most, both included; a level that occurred; missing if it was.
    /// </summary>
    /// <param name="value">A number, a level's index, NaN where missing, -1 for a level never seen.</param>
    public bool Hold(double value) => double.IsNaN(value) ? Missing : value >= Least && value <= Most;
}
