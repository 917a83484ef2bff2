using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>An account's value of a factor or pair, in words.</summary>
public static class ValueText
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
        : factor.Kind == FactorKind.Numeric ? (factor.Unit is { } unit ? $"{value} {Unit(value, unit)}" : $"{value}")
        : value >= 0 && value < factor.Levels.Length ? factor.Levels[(int)value]
        : BinLabels.Other;

    /// <summary>A unit as it stands behind a value: "1 day", "2 days"; a scale, such as 1..5, in brackets.</summary>
    private static string Unit(double value, string unit) =>
        unit.Contains("..", StringComparison.Ordinal) ? $"({unit.Replace("..", " to ", StringComparison.Ordinal)})"
        : value is 1 ? OneOf(unit)
        : unit;

    /// <summary>"day" of "days", "touch" of "touches"; a word that is no plural stays.</summary>
    private static string OneOf(string unit) =>
        unit.EndsWith("ches", StringComparison.Ordinal) || unit.EndsWith("sses", StringComparison.Ordinal) ? unit[..^2]
        : unit.EndsWith('s') && !unit.EndsWith("ss", StringComparison.Ordinal) ? unit[..^1]
        : unit;
}
