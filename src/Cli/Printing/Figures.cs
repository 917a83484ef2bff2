using System.Globalization;
using HealthScore.Core.Formula;

namespace HealthScore.Cli.Printing;

/// <summary>Numbers as people read them; files and JSON never go through here.</summary>
internal static class Figures
{
    /// <summary>12,345</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Health or a contribution with two decimals: 41.23.</summary>
    public static string Points(double units) =>
        (units / HealthFormula.UnitsPerPoint).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>+1.20 or -9.12, against a mean.</summary>
    public static string SignedPoints(long units) =>
        (units / HealthFormula.UnitsPerPoint).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>All seven decimals, so that the column can be added up by hand: 41.2345678.</summary>
    public static string ExactPoints(long units) =>
        (units / 10_000_000m).ToString("0.0000000", CultureInfo.InvariantCulture);

    /// <summary>26.5 %</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>45 %, for sentences.</summary>
    public static string WholePercent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Metrics: 0.8493.</summary>
    public static string Metric(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "-";

    /// <summary>"1 row", "2 rows".</summary>
    public static string Of(long count, string one) => count == 1 ? $"1 {one}" : $"{Count(count)} {one}s";

    /// <summary>
    /// Decimal numbers as texts whose points stand in a column: blanks, not zeros, behind those with fewer decimals, so
    /// that 0 and 100 stand out.
    /// </summary>
    public static string[] Aligned(IEnumerable<string> numbers)
    {
        string[] exact = [.. numbers.Select(WithoutZeros)];
        var most = exact.Select(Behind).DefaultIfEmpty().Max();
        return [.. exact.Select(text => text.PadRight(text.Length - Behind(text) + most))];
    }

    private static string WithoutZeros(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    /// <summary>Characters from the point on.</summary>
    private static int Behind(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? number.Length - at : 0;
}
