using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>
/// A double as text that any version of SQLite reads as the same bits. Up to 3.46 it reads decimals by way of 80-bit
/// numbers, which are one unit off now and then; whole numbers, and quotients of whole numbers that are exact, never
/// are.
/// </summary>
internal static class ExactFractions
{
    private const int FractionBits = 52;

    private static readonly SearchValues<char> PlainDigits = SearchValues.Create("0123456789.");

    /// <summary>Greatest power of two in a whole number of 64 bits with room to spare.</summary>
    private const int MostShift = 60;

    public static string Of(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var (mantissa, exponent) = Parts(number);
        return IsShortAndExact(text, mantissa, exponent)
            ? text.Contains('.')
                ? text
                : $"{text}.0"
            : Fraction(mantissa, exponent);
    }

    /// <summary>number = mantissa x 2^exponent, the mantissa as small as it can be.</summary>
    private static (long Mantissa, int Exponent) Parts(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var biased = (int)((bits >> FractionBits) & 0x7FF);
        var mantissa = (bits & ((1L << FractionBits) - 1)) | (biased == 0 ? 0 : 1L << FractionBits);
        var exponent = Math.Max(biased, 1) - 1075;
        while (mantissa != 0 && (mantissa & 1) == 0)
        {
            (mantissa, exponent) = (mantissa >> 1, exponent + 1);
        }

        return (number < 0 ? -mantissa : mantissa, mantissa == 0 ? 0 : exponent);
    }

    /// <summary>12.5 is exactly 125/10, and so is read right even in two steps; 0.1 is not.</summary>
    private static bool IsShortAndExact(string text, long mantissa, int exponent)
    {
        var digits = text.AsSpan().TrimStart('-');
        if (digits.Length > 16 || digits.ContainsAnyExcept(PlainDigits))
        {
            return false;
        }

        var point = digits.IndexOf('.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var whole = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var scaled = mantissa * BigInteger.Pow(10, decimals);
        return exponent >= 0 ? whole == scaled << exponent : whole << -exponent == scaled;
    }

    /// <summary>Every step is exact: the mantissa stays, only its power of two moves.</summary>
    private static string Fraction(long mantissa, int exponent)
    {
        var text = $"CAST({mantissa} AS REAL)";
        for (var rest = Math.Abs(exponent); rest > 0; rest -= MostShift)
        {
            var power = 1L << Math.Min(rest, MostShift);
            text += exponent < 0 ? $" / {power}" : $" * {power}";
        }

        return $"({text})";
    }
}
