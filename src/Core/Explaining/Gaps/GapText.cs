using System.Globalization;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Gaps;

/// <summary>The gap of one account in words.</summary>
public static class GapText
{
    /// <summary>"formula 62.3 %, challenger 55.1 %: the challenger sees a combination: ..."</summary>
    public static string Verdict(AnswerGap gap, HealthFormula formula) =>
        $"churn probability {Percent.Of(gap.FormulaProbability)} by the formula, {Percent.Of(gap.TreesProbability)} by "
        + $"the challenger: {Why(gap.Kind, formula)}";

    /// <summary>
    /// "What differs most, in log-odds of churn: Contract +0.41, Tenure +0.22", challenger less formula; null where
    /// nothing does.
    /// </summary>
    public static string? Drivers(AnswerGap gap, FactorCatalog catalog) =>
        gap.Drivers.IsEmpty
            ? null
            : "what differs most, in log-odds of churn (challenger less formula): "
                + string.Join(", ", gap.Drivers.Select(driver => Driver(driver, catalog)));

    /// <summary>Why, as the end of a sentence.</summary>
    /// <param name="kind">The kind of the gap.</param>
    /// <param name="formula">The formula that scored.</param>
    public static string Why(GapKind kind, HealthFormula formula) =>
        kind switch
        {
            GapKind.Noise => "noise, within the formula's own 95 % interval",
            GapKind.UnseenValue => "a value outside what training saw",
            GapKind.Segment => $"a segment effect, which the challenger does not know ({Who(formula)})",
            GapKind.Combination => "the challenger sees a combination of factors",
            _ => "single factors are worth other amounts to the challenger",
        };

    /// <summary>+0.41</summary>
    public static string Signed(double logOdds) => logOdds.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Driver(GapFactor driver, FactorCatalog catalog) =>
        $"{catalog[driver.Index].Title} {Signed(driver.Difference)}{(driver.IsSeen ? "" : " (unseen)")}";

    private static string Who(HealthFormula formula) =>
        (formula.Segment, formula.Stage) switch
        {
            ("all", var stage) => $"stage {stage}",
            (var segment, "all") => $"segment {segment}",
            var (segment, stage) => $"segment {segment}, stage {stage}",
        };
}
