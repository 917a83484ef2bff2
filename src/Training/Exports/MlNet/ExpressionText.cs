using System.Globalization;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>
/// Values as literals of ML.NET's language of expressions. It parses them in the culture of the program that loads the
/// model, where a point may separate thousands: so none is written, but whole digits and an exponent.
/// </summary>
internal static class ExpressionText
{
    /// <summary>
    /// Comparisons in one expression at most: ML.NET parses each within the one before it, on the stack, and a stack
    /// that is full ends the process.
    /// </summary>
    public const int MostComparisons = 100;

    /// <summary>Columns that one expression can read at most.</summary>
    public const int MostInputs = 5;

    /// <summary>An int64; without the suffix it would be an int32, whose sums wrap.</summary>
    public static string Of(long value) => string.Create(CultureInfo.InvariantCulture, $"{value}L");

    /// <summary>A double that reads back as the same bits; without the suffix it would be a float.</summary>
    public static string Of(double value) => $"{WholeDigits(value.ToString("E16", CultureInfo.InvariantCulture), 16)}d";

    /// <inheritdoc cref="Of(double)"/>
    public static string Of(float value) => WholeDigits(value.ToString("E8", CultureInfo.InvariantCulture), 8);

    /// <summary>What is neither a letter nor a digit of ASCII, by its code.</summary>
    public static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\u{(int)c:X4}"))}\"";

    /// <param name="text">One digit, a point, more digits, and an exponent.</param>
    /// <param name="decimals">Digits after the point.</param>
    private static string WholeDigits(string text, int decimals)
    {
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        var digits = text[..exponent].Replace(".", "", StringComparison.Ordinal);
        return $"{digits}E{int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture) - decimals}";
    }
}
