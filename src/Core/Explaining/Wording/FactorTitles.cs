using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>What people call a factor of a formula: a pair has the titles of both.</summary>
public static class FactorTitles
{
    /// <summary>Stands between the two of a pair, in titles, values and bins.</summary>
    public const string PairSign = " × ";

    public static string Of(FormulaFactor factor, FactorCatalog catalog) =>
        factor.Column is { } column
            ? $"{catalog[factor.Row.Index].Title}{PairSign}{catalog[column.Index].Title}"
            : catalog[factor.Index].Title;

    /// <summary>The title of a factor or pair by its key; the key itself where the catalog lacks it.</summary>
    public static string Of(string key, FactorCatalog catalog) =>
        string.Join(PairSign, key.Split(FormulaFactor.PairSign).Select(part => OfFactor(part, catalog)));

    private static string OfFactor(string key, FactorCatalog catalog) =>
        catalog.IndexOf(key) is >= 0 and var index ? catalog[index].Title : key;
}
