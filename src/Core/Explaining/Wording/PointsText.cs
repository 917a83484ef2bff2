using System.Globalization;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>Whole 10^-7 points as decimals that lose nothing.</summary>
public static class PointsText
{
    /// <summary>Decimals of one unit.</summary>
    public const int MostDecimals = 7;

    /// <summary>Every digit that counts and no more: 43.1, 20, 0.0000001.</summary>
    public static string Exact(long units) => Trimmed(AsDecimal(units));

    /// <summary>With this many decimals; exact where <see cref="DecimalsOf"/> says so.</summary>
    public static string Fixed(long units, int decimals) =>
        AsDecimal(units).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>The fewest decimals that show all of these numbers exactly, two at least.</summary>
    public static int DecimalsOf(IEnumerable<long> units) =>
        Math.Max(2, units.Select(u => (int)AsDecimal(u).Scale).DefaultIfEmpty(0).Max());

    /// <summary>Points as an exact decimal number.</summary>
    public static decimal AsDecimal(long units) => WithoutZeros(units / 10_000_000m);

    internal static string Trimmed(decimal number) => WithoutZeros(number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Best points as a weight, exactly: nine decimals at most.</summary>
    internal static decimal WeightOf(FormulaFactor factor) => factor.Table.Best / (decimal)HealthFormula.FullHealth;

    /// <summary>
    /// 100 x points / best points to seven decimals: weight x this, rounded to seven decimals, is the points again.
    /// </summary>
    internal static decimal SubScoreOf(FormulaFactor factor, int points) =>
        decimal.Round(100m * points / factor.Table.Best, MostDecimals);

    /// <summary>Division by a one of many decimals drops the zeros at the end.</summary>
    private static decimal WithoutZeros(decimal number) => number / 1.0000000000000000000000000000m;
}
