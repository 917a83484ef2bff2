using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>What a bin holds, in words; the one place where a bin gets its name.</summary>
public static class BinLabels
{
    public const string Missing = "not measured";

    public const string Other = "never seen in training";

    /// <summary>Levels named before the rest is only counted.</summary>
    private const int LevelsNamed = 3;

    /// <summary>What an entry of a formula's factor holds; of a pair both: "4 or more × under 160".</summary>
    public static string Of(FormulaFactor part, FactorCatalog catalog, int entry) =>
        Of(part, catalog, entry, Of, FactorTitles.PairSign);

    /// <inheritdoc cref="Short(FactorBins, Factor, int)"/>
    public static string Short(FormulaFactor part, FactorCatalog catalog, int entry) =>
        Of(part, catalog, entry, Short, FactorTitles.PairSign);

    /// <summary>Title and bin as people say it: "Service calls 4 or more with Day minutes under 160".</summary>
    public static string Named(FormulaFactor part, FactorCatalog catalog, int entry) =>
        Of(part, catalog, entry, (bins, factor, own) => $"{factor.Title} {Short(bins, factor, own)}", " with ");

    /// <summary>
    /// All of it: "under 0.5", "0.5 to 12.5" (12.5 itself is in the next), "Month-to-month, One year".
    /// </summary>
    public static string Of(FactorBins bins, Factor factor, int entry) =>
        entry == bins.MissingBin ? Missing
        : entry == bins.OtherBin ? Other
        : bins.Kind == FactorKind.Numeric ? OfNumbers(bins.Edges, entry)
        : string.Join(", ", LevelsOf(bins, factor, entry));

    /// <summary>The same, but of many levels only the first few and a count.</summary>
    public static string Short(FactorBins bins, Factor factor, int entry)
    {
        var levels = bins.Kind == FactorKind.Numeric ? [] : LevelsOf(bins, factor, entry);
        return levels.Length > LevelsNamed + 1
            ? $"{string.Join(", ", levels[..LevelsNamed])} and {levels.Length - LevelsNamed} more"
            : Of(bins, factor, entry);
    }

    private static string Of(
        FormulaFactor part,
        FactorCatalog catalog,
        int entry,
        Func<FactorBins, Factor, int, string> label,
        string between
    )
    {
        var row = label(part.RowBins, catalog[part.Row.Index], part.RowEntry(entry));
        return part.Column is { } column
            ? row + between + label(column.Bins, catalog[column.Index], part.ColumnEntry(entry))
            : row;
    }

    private static string OfNumbers(ReadOnlySpan<double> edges, int bin) =>
        edges.IsEmpty ? "any number"
        : bin == 0 ? $"under {edges[0]}"
        : bin == edges.Length ? $"{edges[^1]} or more"
        : $"{edges[bin - 1]} to {edges[bin]}";

    private static string[] LevelsOf(FactorBins bins, Factor factor, int entry)
    {
        var groups = bins.GroupOfLevel.ToArray();
        return [.. factor.Levels.Where((_, level) => groups[level] == entry)];
    }
}
