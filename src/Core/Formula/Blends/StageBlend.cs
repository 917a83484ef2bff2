using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace HealthScore.Core.Formula.Blends;

/// <summary>From which stage a blended formula comes, and how far it has come.</summary>
/// <param name="Stage">The stage before.</param>
/// <param name="Day">Days since the change, 1 to 59.</param>
public sealed record BlendedFrom(string Stage, int Day);

/// <summary>
/// After a change of lifecycle stage an account's formula moves from the old stage's to the new one's over 60 days, so
/// that no score jumps. What is blended is log-odds, factor by factor and entry by entry: r = (1 - t) r_old + t r_new.
/// The result is an ordinary formula with its own weights, bands and hash.
/// </summary>
/// <remarks>
/// Curves of both formulas follow the declared directions on the same bins, so their blend does too. On day 0 the old
/// formula answers, on day 60 the new one, each itself and not a blend.
/// </remarks>
public static class StageBlend
{
    public const int Days = 60;

    private const int HashDigits = 12;

    /// <summary>Days of the blend that have passed, 0 to 60; before the change it is still the old stage.</summary>
    public static int DayOf(DateOnly stageSince, DateOnly asOf) =>
        Math.Clamp(asOf.DayNumber - stageSince.DayNumber, 0, Days);

    /// <summary>First 12 hex digits of the sha256 of "old hash, new hash, day".</summary>
    public static string HashOf(string oldHash, string newHash, int day) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"blend {oldHash} {newHash} {day}")))[
            ..HashDigits
        ];

    /// <param name="old">The formula of the stage before.</param>
    /// <param name="now">The formula of the stage that began; where both have a factor, it has the same bins.</param>
    /// <param name="day">Days since the change, 0 to 60.</param>
    /// <returns>
    /// <paramref name="old"/> on day 0, <paramref name="now"/> on day 60. Where two formulas cancel each other out to
    /// nothing that could be scored with, the nearer of them.
    /// </returns>
    public static HealthFormula Of(HealthFormula old, HealthFormula now, int day)
    {
        if (day <= 0 || day >= Days)
        {
            return day <= 0 ? old : now;
        }

        var t = day / (double)Days;
        var curves = BlendDirections.Kept([.. BlendedCurve.Of(old, now, t)], old, now);
        var slope = curves.Sum(curve => curve.Range) / 100;
        if (slope < HealthFormula.LeastSlope)
        {
            return 2 * day < Days ? old : now;
        }

        var intercept = ((1 - t) * old.Intercept) + (t * now.Intercept) - curves.Sum(curve => curve.Lowest);
        var best = WholePoints.LargestRemainders([.. curves.Select(c => c.Range)], HealthFormula.FullHealth);
        ImmutableArray<FormulaFactor> factors =
        [
            .. curves.Zip(best).Where(pair => pair.Second > 0).Select(pair => pair.First.Rounded(pair.Second)),
        ];
        return new HealthFormula(factors, intercept, slope, BlendedBands.Of(old, now, t, intercept, slope))
        {
            Segment = now.Segment,
            Stage = now.Stage,
            BlendedFrom = new BlendedFrom(old.Stage, day),
            BandsBy = BlendedBands.ByContext(old, now, t, intercept, slope),
            LeftOut = [.. now.LeftOut.Where(left => factors.All(factor => factor.Key != left.Factor))],
        };
    }
}
