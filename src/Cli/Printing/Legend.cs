using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Cli.Printing;

/// <summary>The line under every printed score: which way is good, and where each band begins.</summary>
internal static class Legend
{
    public static string Of(BandThresholds bands, int horizonDays) =>
        "Health runs from 0 to 100; higher is healthier. "
        + Bands(bands)
        + $" Churn probability: chance of leaving within {horizonDays} days.";

    /// <summary>What the sign between two factors of a pair means.</summary>
    public const string Pairs = "A × B: what the two together add, beyond what each adds by itself.";

    /// <summary>Of one score; the challenger is named where it answered.</summary>
    public static string Of(AccountHealth health, BandThresholds bands, int horizonDays) =>
        Of(bands, horizonDays)
        + (
            health.ChallengerProbability is null
                ? ""
                : " Challenger: what boosted trees that learned from the same accounts say; it changes nothing here."
        );

    /// <summary>Of the formula of all accounts, and that others have thresholds of their own.</summary>
    public static string Of(HealthModel model)
    {
        var common = Of(model.Formulas.First(formula => formula.IsCommon).Bands, model.HorizonDays);
        return model.Formulas.Length == 1
            ? common
            : $"{common} Segments and stages have thresholds of their own, at the same churn probability.";
    }

    /// <summary>"Green from 62.00, yellow from 31.00, red below." A band no health reaches is said in words.</summary>
    public static string Bands(BandThresholds bands) =>
        (bands.GreenFrom, bands.YellowFrom) switch
        {
            (0, _) => "Every health is green here.",
            (null, null) => "Green and yellow are not reachable here: every health is red.",
            (null, 0) => "Green is not reachable here, and nothing is red: every health is yellow.",
            (null, { } yellow) => $"Green is not reachable here; yellow from {At(yellow)}, red below.",
            ({ } green, null) => $"Green from {At(green)}, red below; there is no yellow here.",
            ({ } green, 0) => $"Green from {At(green)}, yellow below; nothing is red here.",
            ({ } green, { } yellow) when green == yellow =>
                $"Green from {At(green)}, red below; there is no yellow here.",
            ({ } green, { } yellow) => $"Green from {At(green)}, yellow from {At(yellow)}, red below.",
        };

    /// <summary>As health is shown, to two decimals; the arithmetic prints all of them.</summary>
    private static string At(int units) => Figures.Points(units);
}
