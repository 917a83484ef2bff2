using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HealthScore.Core.Scoring;

/// <summary>
/// exp, log and the logistic function from additions, multiplications and bit moves only, in one fixed order and never
/// fused: the same bits on every machine and instruction set. Exp is within 2 ulp, Log within 4 ulp, of the true value.
/// </summary>
/// <remarks>
/// Exp: argument reduction by Cody and Waite (1980), x = n ln 2 + r with |r| &lt;= ln 2 / 2, and the Taylor polynomial
/// of degree 13 in Horner form. Log: m in [sqrt(1/2), sqrt 2), s = (m-1)/(m+1), the odd series 2 (s + s^3/3 + ...).
/// </remarks>
public static class Logistic
{
    internal const double Log2E = 1.4426950408889634;
    internal const double Ln2High = 6.93147180369123816490e-01;
    internal const double Ln2Low = 1.90821492927058770002e-10;
    internal const double Shifter = 6755399441055744.0;

    /// <summary>Above it e^x would be infinite: Exp takes it for any larger number.</summary>
    public const double Highest = 709.0;

    /// <summary>Below it the power of two is no normal number: Exp takes it for any smaller number.</summary>
    public const double Lowest = -708.0;

    /// <summary>Probability of log-odds <paramref name="logOdds"/>: 1 / (1 + exp(-x)).</summary>
    public static double Sigmoid(double logOdds) => 1.0 / (1.0 + Exp(-logOdds));

    /// <summary>Log-odds of a probability strictly between 0 and 1.</summary>
    public static double Logit(double probability) => Log(probability / (1.0 - probability));

    /// <summary>
    /// e^x for x in -708..709; beyond it the value at the limit, which no probability can tell apart.
    /// </summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        x =
            x > Highest ? Highest
            : x < Lowest ? Lowest
            : x;
        var shifted = (x * Log2E) + Shifter;
        var n = shifted - Shifter;
        var r = x - (n * Ln2High) - (n * Ln2Low);
        var exponent = (BitConverter.DoubleToInt64Bits(shifted) << 52) + BitConverter.DoubleToInt64Bits(1.0);
        return Polynomial(r) * BitConverter.Int64BitsToDouble(exponent);
    }

    /// <summary>
    /// Log-odds to probabilities in place: the same bits as <see cref="Sigmoid(double)"/>, several at a time.
    /// </summary>
    public static void Sigmoid(Span<double> logOdds)
    {
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; at <= logOdds.Length - Vector512<double>.Count; at += Vector512<double>.Count)
            {
                Sigmoid(Vector512.Create<double>(logOdds.Slice(at, Vector512<double>.Count))).CopyTo(logOdds[at..]);
            }
        }

        for (; at < logOdds.Length; at++)
        {
            logOdds[at] = Sigmoid(logOdds[at]);
        }
    }

    /// <summary>
    /// Eight times <see cref="Sigmoid(double)"/>, the same operations in the same order: the same bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Sigmoid(Vector512<double> logOdds) =>
        Vector512<double>.One / (Vector512<double>.One + Exp(-logOdds));

    /// <summary>Natural logarithm of a normal positive number; -infinity at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity
                : x > 0 ? x
                : double.NaN;
        }

        var scale = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0;
            scale = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        var s = (m - 1.0) / (m + 1.0);
        var z = s * s;
        var series = Series(z);
        double n = exponent + scale;
        return (n * Ln2High) + ((2.0 * s) + ((2.0 * s * z * series) + (n * Ln2Low)));
    }

    private static double Polynomial(double r)
    {
        var p = 1.0 / 6227020800.0;
        p = (p * r) + (1.0 / 479001600.0);
        p = (p * r) + (1.0 / 39916800.0);
        p = (p * r) + (1.0 / 3628800.0);
        p = (p * r) + (1.0 / 362880.0);
        p = (p * r) + (1.0 / 40320.0);
        p = (p * r) + (1.0 / 5040.0);
        p = (p * r) + (1.0 / 720.0);
        p = (p * r) + (1.0 / 120.0);
        p = (p * r) + (1.0 / 24.0);
        p = (p * r) + (1.0 / 6.0);
        p = (p * r) + 0.5;
        p = (p * r) + 1.0;
        return (p * r) + 1.0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> x)
    {
        var highest = Vector512.Create(Highest);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, highest), highest, x);
        var lowest = Vector512.Create(Lowest);
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, lowest), lowest, x);
        var shifter = Vector512.Create(Shifter);
        var shifted = (x * Vector512.Create(Log2E)) + shifter;
        var n = shifted - shifter;
        var r = x - (n * Vector512.Create(Ln2High)) - (n * Vector512.Create(Ln2Low));
        var exponent = (shifted.AsInt64() << 52) + Vector512<double>.One.AsInt64();
        return Polynomial(r) * exponent.AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double> r)
    {
        var p = Vector512.Create(1.0 / 6227020800.0);
        p = (p * r) + Vector512.Create(1.0 / 479001600.0);
        p = (p * r) + Vector512.Create(1.0 / 39916800.0);
        p = (p * r) + Vector512.Create(1.0 / 3628800.0);
        p = (p * r) + Vector512.Create(1.0 / 362880.0);
        p = (p * r) + Vector512.Create(1.0 / 40320.0);
        p = (p * r) + Vector512.Create(1.0 / 5040.0);
        p = (p * r) + Vector512.Create(1.0 / 720.0);
        p = (p * r) + Vector512.Create(1.0 / 120.0);
        p = (p * r) + Vector512.Create(1.0 / 24.0);
        p = (p * r) + Vector512.Create(1.0 / 6.0);
        p = (p * r) + Vector512.Create(0.5);
        p = (p * r) + Vector512<double>.One;
        return (p * r) + Vector512<double>.One;
    }

    private static double Series(double z)
    {
        var p = 1.0 / 23.0;
        p = (p * z) + (1.0 / 21.0);
        p = (p * z) + (1.0 / 19.0);
        p = (p * z) + (1.0 / 17.0);
        p = (p * z) + (1.0 / 15.0);
        p = (p * z) + (1.0 / 13.0);
        p = (p * z) + (1.0 / 11.0);
        p = (p * z) + (1.0 / 9.0);
        p = (p * z) + (1.0 / 7.0);
        p = (p * z) + (1.0 / 5.0);
        return (p * z) + (1.0 / 3.0);
    }
}
