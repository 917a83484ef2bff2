using System.Numerics;

namespace HealthScore.Core.Tests.Scoring;

/// <summary>exp and log to 200 binary places in whole numbers: what our own are held against.</summary>
internal static class Reference
{
    private const int Places = 200;

    private static readonly BigInteger One = BigInteger.One << Places;

    private static readonly BigInteger Ln2 = 2 * Atanh(One / 3);

    /// <summary>How many units in the last place <paramref name="found"/> is away from e^x.</summary>
    public static double UlpsFromExp(double x, double found)
    {
        var argument = Fixed(x);
        var n = BigInteger.Divide(argument, Ln2);
        var r = argument - (n * Ln2);
        var (term, sum) = (One, One);
        for (var k = 1; !term.IsZero; k++)
        {
            term = term * r / One / k;
            sum += term;
        }

        // e^x = sum x 2^n: compared at the scale of 2^n, so that small results keep their digits.
        return Ulps(sum, Scaled(found, Places - (int)n), found, Places - (int)n);
    }

    /// <summary>How many units in the last place <paramref name="found"/> is away from ln x.</summary>
    public static double UlpsFromLog(double x, double found)
    {
        var exponent = Math.ILogB(x);
        var m = Fixed(Math.ScaleB(x, -exponent));
        var log = (2 * Atanh((m - One) * One / (m + One))) + (exponent * Ln2);
        return Ulps(log, Fixed(found), found, Places);
    }

    private static double Ulps(BigInteger truth, BigInteger found, double at, int places)
    {
        var ulp = Scaled(Math.BitIncrement(Math.Abs(at)) - Math.Abs(at), places);
        return (double)BigInteger.Abs(truth - found) / (double)ulp;
    }

    private static BigInteger Atanh(BigInteger z)
    {
        var (power, sum) = (z, BigInteger.Zero);
        for (var k = 1; !power.IsZero; k += 2)
        {
            sum += power / k;
            power = power * z / One * z / One;
        }

        return sum;
    }

    private static BigInteger Fixed(double x) => Scaled(x, Places);

    /// <summary>x * 2^places, exactly where it is whole.</summary>
    private static BigInteger Scaled(double x, int places)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent > 0 ? 0x10000000000000 : 0);
        var shift = Math.Max(exponent, 1) - 1075 + places;
        var whole = shift >= 0 ? new BigInteger(mantissa) << shift : new BigInteger(mantissa) >> -shift;
        return bits < 0 ? -whole : whole;
    }
}
