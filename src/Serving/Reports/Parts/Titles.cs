using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>Names of the user's own making as a report shows them.</summary>
internal static class Titles
{
    public static string Of(FormulaFactor factor, HealthModel model) =>
        Shown.Name(FactorTitles.Of(factor, model.Catalog));

    public static string Of(string key, HealthModel model) => Shown.Name(FactorTitles.Of(key, model.Catalog));

    public static string WithUnit(Factor factor) =>
        Shown.Name(factor.Unit is { } unit ? $"{factor.Title} ({unit})" : factor.Title);

    public static string Entry(FormulaFactor factor, HealthModel model, int entry) =>
        Shown.Name(BinLabels.Short(factor, model.Catalog, entry));

    /// <summary>"segment smb", "stage onboarding", "all accounts".</summary>
    public static string Of(HealthFormula formula) =>
        (formula.Segment, formula.Stage) switch
        {
            ("all", "all") => "all accounts",
            (var segment, "all") => Shown.Name($"segment {segment}"),
            ("all", var stage) => Shown.Name($"stage {stage}"),
            var (segment, stage) => Shown.Name($"segment {segment}, stage {stage}"),
        };

    /// <summary>Heaviest first; ties by key.</summary>
    public static IEnumerable<FormulaFactor> ByWeight(HealthFormula formula) =>
        formula.Factors.OrderByDescending(factor => factor.Table.Best).ThenBy(f => f.Key, StringComparer.Ordinal);
}
