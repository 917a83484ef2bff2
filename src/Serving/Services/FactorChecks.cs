using HealthScore.Api.V1;
using HealthScore.Core.Factors;
using HealthScore.Serving.Statuses;
using FactorKind = HealthScore.Core.Factors.FactorKind;

namespace HealthScore.Serving.Services;

/// <summary>One factor's value on its way from the wire into a snapshot: checked, or added to the violations.</summary>
internal static class FactorChecks
{
    public const string NoFactor = "is no factor of this model; GetModel lists them";

    private const int MostLevelsTold = 12;

    public static string PathOf(string key) => $"factors[\"{key}\"]";

    public static double Number(Factor factor, double number, FieldViolations violations)
    {
        if (NumberFault(factor, number) is { } fault)
        {
            violations.Add(PathOf(factor.Key), fault);
        }

        return number;
    }

    /// <summary>What is wrong with a number that is not NaN-for-missing; null where nothing is.</summary>
    public static string? NumberFault(Factor factor, double number)
    {
        if (factor.Kind != FactorKind.Numeric)
        {
            return $"is the number {number:R}; expected a category";
        }

        if (!double.IsFinite(number))
        {
            return $"is {(double.IsNaN(number) ? "NaN" : "infinite")}; expected a finite number, or no entry";
        }

        return number < factor.RangeFrom || number > factor.RangeTo ? $"is {number:R}; expected {Range(factor)}" : null;
    }

    public static double Level(
        FactorCatalog catalog,
        int index,
        string level,
        Validation validation,
        FieldViolations violations
    )
    {
        var factor = catalog[index];
        if (factor.Kind == FactorKind.Numeric)
        {
            violations.Add(PathOf(factor.Key), $"is the category {Quoted(level)}; expected a number");
            return double.NaN;
        }

        var value = catalog.Encode(index, level);
        if (value == FactorCatalog.UnknownLevel && UnknownFault(factor, level, validation) is { } fault)
        {
            violations.Add(PathOf(factor.Key), fault);
        }

        return value;
    }

    /// <summary>What is wrong with a level that training never saw; null where it counts as not measured.</summary>
    public static string? UnknownFault(Factor factor, string level, Validation validation) =>
        level.Length == 0 ? "is empty; expected a level, or nothing where it was not measured"
        : validation == Validation.Strict ? $"is {Quoted(level)}, which training never saw; expected {Known(factor)}"
        : null;

    private static string Known(Factor factor) =>
        $"one of {string.Join(", ", factor.Levels.Take(MostLevelsTold))}"
        + (factor.Levels.Length > MostLevelsTold ? $" and {factor.Levels.Length - MostLevelsTold} more" : "");

    private static string Range(Factor factor) =>
        (factor.RangeFrom, factor.RangeTo) switch
        {
            ({ } from, { } to) => $"{from:R} to {to:R}",
            ({ } from, null) => $"{from:R} or more",
            (null, { } to) => $"{to:R} or less",
            _ => "any finite number",
        };

    /// <summary>Cut, so that an error never carries a megabyte back.</summary>
    internal static string Quoted(string text) => text.Length <= 100 ? $"\"{text}\"" : $"\"{text[..100]}...\"";
}
