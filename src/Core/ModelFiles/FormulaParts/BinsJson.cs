using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>The bins of one factor in formula.json: edges of numbers, groups of levels; of a pair both.</summary>
internal static class BinsJson
{
    private const string PairKind = "pair";

    public static JsonObject Write(FormulaFactor factor, FactorCatalog catalog) =>
        factor.Column is { } column
            ? new JsonObject
            {
                ["kind"] = PairKind,
                ["row"] = Write(factor.Row.Bins, catalog[factor.Row.Index]),
                ["column"] = Write(column.Bins, catalog[column.Index]),
            }
            : Write(factor.Bins, catalog[factor.Index]);

    public static BinsEntry Read(JsonPlace place, string key, FactorCatalog catalog)
    {
        if (place["kind"].Text() != PairKind)
        {
            return new BinsEntry(ReadPart(place, key, catalog), Column: null);
        }

        var names = key.Split(FormulaFactor.PairSign);
        if (names.Length != 2)
        {
            throw new ModelException($"{place.File}: '{place.Path}' is a pair; expected a name like row*column.");
        }

        place.With("kind", "row", "column");
        return new BinsEntry(ReadPart(place["row"], names[0], catalog), ReadPart(place["column"], names[1], catalog));
    }

    private static JsonObject Write(FactorBins bins, Factor factor)
    {
        var entry = new JsonObject { ["kind"] = FactorWords.Of(bins.Kind) };
        if (bins.Kind == FactorKind.Numeric)
        {
            entry["edges"] = new JsonArray([.. bins.Edges.ToArray().Select(edge => JsonValue.Create(edge))]);
            return entry;
        }

        var groups = Enumerable.Range(0, bins.BinCount).Select(_ => new JsonArray()).ToArray();
        for (var level = 0; level < bins.GroupOfLevel.Length; level++)
        {
            if (bins.GroupOfLevel[level] < bins.BinCount)
            {
                groups[bins.GroupOfLevel[level]].Add(JsonValue.Create(factor.Levels[level]));
            }
        }

        entry["groups"] = new JsonArray([.. groups]);
        return entry;
    }

    private static FactorPart ReadPart(JsonPlace place, string key, FactorCatalog catalog)
    {
        var index = catalog.IndexOf(key);
        var kind = place["kind"].Text();
        if (index < 0 || FactorWords.Of(catalog[index].Kind) != kind)
        {
            throw new ModelException(
                $"{place.File}: '{place.Path}' has kind {kind}; expected a factor of the catalog and its kind."
            );
        }

        return new FactorPart(
            index,
            key,
            catalog[index].Kind == FactorKind.Numeric
                ? ReadEdges(place.With("kind", "edges"))
                : ReadGroups(place.With("kind", "groups"), index, catalog)
        );
    }

    private static FactorBins ReadEdges(JsonPlace place) =>
        FormulaEntryJson.Guarded(place, () => FactorBins.Numeric(place["edges"].Items().Select(edge => edge.Number())));

    private static FactorBins ReadGroups(JsonPlace place, int index, FactorCatalog catalog)
    {
        var factor = catalog[index];
        var groupOfLevel = Enumerable.Repeat(FactorBins.NoGroup, factor.Levels.Length).ToArray();
        var groups = place["groups"].Items().ToArray();
        for (var g = 0; g < groups.Length; g++)
        {
            foreach (var level in groups[g].Items())
            {
                var at = (int)catalog.Encode(index, level.Text());
                if (at < 0 || groupOfLevel[at] != FactorBins.NoGroup)
                {
                    throw level.Wrong("a level of the catalog, each once");
                }

                groupOfLevel[at] = g;
            }

            if (!groupOfLevel.Contains(g))
            {
                throw groups[g].Wrong("one level or more");
            }
        }

        return FormulaEntryJson.Guarded(place, () => FactorBins.Grouped(factor.Kind, groupOfLevel.ToImmutableArray()));
    }
}
