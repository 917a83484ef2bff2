using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>An account's value of a factor or pair, in words.</summary>
internal static class ValueText
{
    /// <summary>Of a pair both values.</summary>
    public static string Of(FormulaFactor part, ReadOnlySpan<double> values, FactorCatalog catalog)
    {
        var row = Of(catalog[part.Row.Index], values[part.Row.Index]);
        return part.Column is { } column
            ? row + FactorTitles.PairSign + Of(catalog[column.Index], values[column.Index])
            : row;
    }

    /// <summary>With its unit; a level; or that it was not measured.</summary>
    public static string Of(Factor factor, double value) =>
        double.IsNaN(value) ? BinLabels.Missing
        : factor.Kind == FactorKind.Numeric ? (factor.Unit is { } unit ? $"{value} {Unit(unit)}" : $"{value}")
        : value >= 0 && value < factor.Levels.Length ? factor.Levels[(int)value]
        : BinLabels.Other;

    /// <summary>A unit as it stands behind a value; a scale, such as 1..5, in brackets.</summary>
    private static string Unit(string unit) =>
        unit.Contains("..", StringComparison.Ordinal)
            ? $"({unit.Replace("..", " to ", StringComparison.Ordinal)})"
            : unit;
}
