using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Factors;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>The bins of one factor in formula.json: edges of numbers, groups of levels.</summary>
internal static class BinsJson
{
    public static JsonObject Write(FactorBins bins, Factor factor)
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

    public static FactorBins Read(JsonPlace place, string key, FactorCatalog catalog)
    {
        var index = catalog.IndexOf(key);
        var kind = place["kind"].Text();
        if (index < 0 || FactorWords.Of(catalog[index].Kind) != kind)
        {
            throw new ModelException(
                kind == "pair"
                    ? $"{place.File}: '{place.Path}' is a pair of factors; this program knows none."
                    : $"{place.File}: '{place.Path}' has kind {kind}; expected a factor of the catalog and its kind."
            );
        }

        return kind == "numeric"
            ? FormulaEntryJson.Guarded(
                place,
                () => FactorBins.Numeric(place.With("kind", "edges")["edges"].Items().Select(edge => edge.Number()))
            )
            : ReadGroups(place.With("kind", "groups"), index, catalog);
    }

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
