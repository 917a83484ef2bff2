using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>The parts of formula.json that give a score: bins and formulas.</summary>
internal static class FormulaEntryJson
{
    private static readonly string[] Always =
    [
        "segment",
        "stage",
        "intercept",
        "slope",
        "green_from",
        "yellow_from",
        "by",
        "points",
        "left_out",
    ];

    public static JsonObject WriteBins(IEnumerable<FormulaFactor> factors, FactorCatalog catalog)
    {
        var entries = new JsonObject();
        foreach (var factor in factors)
        {
            var bins = BinsJson.Write(factor, catalog);
            if (entries.TryGetPropertyValue(factor.Key, out var earlier) && !JsonNode.DeepEquals(earlier, bins))
            {
                throw new ArgumentException($"two formulas bin factor '{factor.Key}' differently", nameof(factors));
            }

            entries[factor.Key] = bins;
        }

        return entries;
    }

    public static Dictionary<string, BinsEntry> ReadBins(JsonPlace place, FactorCatalog catalog) =>
        place
            .Entries()
            .ToDictionary(
                entry => entry.Name,
                entry => BinsJson.Read(entry.Place, entry.Name, catalog),
                StringComparer.Ordinal
            );

    public static JsonObject Write(HealthFormula formula)
    {
        var entry = WithoutShares(formula);
        if (!formula.IsCommon)
        {
            entry["shares"] = SharedPartsJson.Write(formula.Shares);
        }

        return entry;
    }

    private static JsonObject WithoutShares(HealthFormula formula) =>
        new()
        {
            ["segment"] = formula.Segment,
            ["stage"] = formula.Stage,
            ["intercept"] = formula.Intercept,
            ["slope"] = formula.Slope,
            ["green_from"] = formula.Bands.GreenFrom,
            ["yellow_from"] = formula.Bands.YellowFrom,
            ["by"] = ContextBandsJson.Write(formula.BandsBy),
            ["points"] = new JsonObject(formula.Factors.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Write(f)))),
            ["left_out"] = new JsonArray([
                .. formula.LeftOut.Select(f =>
                    (JsonNode)new JsonObject { ["factor"] = f.Factor, ["reason"] = f.Reason }
                ),
            ]),
        };

    public static HealthFormula Read(JsonPlace place, FactorCatalog catalog, Dictionary<string, BinsEntry> bins)
    {
        var isCommon = place["segment"].Text() == "all" && place["stage"].Text() == "all";
        place.With(isCommon ? Always : [.. Always, "shares"]);
        ImmutableArray<FormulaFactor> factors =
        [
            .. place["points"].Entries().Select(f => ReadFactor(f.Place, f.Name, catalog, bins)).Order(),
        ];
        if (PointsRules.DirectionBrokenBy(factors, catalog) is { } key)
        {
            throw new ModelException(
                $"{place.File}: '{place.Path}.points': points of '{key}' do not follow the declared direction "
                    + $"{FactorWords.Of(catalog[catalog.IndexOf(key)].Direction)}."
            );
        }

        return Guarded(
            place,
            () =>
                new HealthFormula(
                    factors,
                    place["intercept"].Number(),
                    place["slope"].Number(),
                    new BandThresholds(place["yellow_from"].WholeOrNull(), place["green_from"].WholeOrNull())
                )
                {
                    Segment = place["segment"].Text(),
                    Stage = place["stage"].Text(),
                    Shares = isCommon ? SharedParts.None : SharedPartsJson.Read(place["shares"]),
                    BandsBy = ContextBandsJson.Read(place["by"]),
                    LeftOut = [.. place["left_out"].Items().Select(f => ReadLeftOut(f, catalog))],
                }
        );
    }

    private static JsonObject Write(FormulaFactor factor) =>
        new()
        {
            ["bins"] = new JsonArray([.. factor.Table.Bins.Select(points => JsonValue.Create(points))]),
            ["missing"] = factor.Table.Missing,
            ["missing_learned"] = factor.Table.MissingLearned,
            ["other"] = factor.Table.Other,
            ["mean"] = factor.Table.Mean,
        };

    private static FormulaFactor ReadFactor(
        JsonPlace place,
        string key,
        FactorCatalog catalog,
        Dictionary<string, BinsEntry> bins
    )
    {
        place.With("bins", "missing", "missing_learned", "other", "mean");
        if (!bins.TryGetValue(key, out var entry))
        {
            throw new ModelException($"{place.File}: '{place.Path}' has points but no bins.");
        }

        var table = new PointsTable(
            [.. place["bins"].Items().Select(points => points.Whole())],
            place["missing"].Whole(),
            place["missing_learned"].Flag(),
            place["other"].Whole(),
            place["mean"].Whole()
        );
        var factor = Guarded(place, () => entry.With(table));
        return PointsRules.BrokenBy(factor) is { } broken
            ? throw new ModelException($"{place.File}: '{place.Path}': {broken}.")
            : factor;
    }

    private static LeftOutFactor ReadLeftOut(JsonPlace place, FactorCatalog catalog)
    {
        place.With("factor", "reason");
        return catalog.IndexOf(place["factor"].Text()) >= 0
            ? new LeftOutFactor(place["factor"].Text(), place["reason"].Text())
            : throw place["factor"].Wrong("a factor of the catalog");
    }

    internal static T Guarded<T>(JsonPlace place, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException e)
        {
            throw new ModelException($"{place.File}: '{place.Path}': {e.Message}.", e);
        }
    }
}
