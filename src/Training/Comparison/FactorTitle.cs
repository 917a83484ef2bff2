using HealthScore.Core.Factors;

namespace HealthScore.Training.Comparison;

/// <summary>What people call a factor that one of two catalogs knows.</summary>
internal static class FactorTitle
{
    /// <summary>The title by the first catalog that has the key, "row × column" for a pair; else the key.</summary>
    public static string Of(string key, params ReadOnlySpan<FactorCatalog> catalogs)
    {
        foreach (var catalog in catalogs)
        {
            var parts = key.Split('*');
            if (Array.TrueForAll(parts, part => catalog.IndexOf(part) >= 0))
            {
                return string.Join(" × ", parts.Select(part => catalog[catalog.IndexOf(part)].Title));
            }
        }

        return key;
    }
}
