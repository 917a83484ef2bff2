using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>The parts of formula.json that let a model alone read a file and judge a score: input and rules.</summary>
internal static class InputJson
{
    /// <summary>Stands in the rules only where thresholds differ by a context.</summary>
    private const string BandsBy = "bands_by";

    public static JsonObject Write(ModelInput input, FactorCatalog catalog) =>
        new()
        {
            ["columns"] = new JsonObject
            {
                ["account"] = input.Account,
                ["as_of"] = input.AsOf,
                ["segment"] = input.Segment,
                ["stage"] = input.Stage,
                ["previous_stage"] = input.PreviousStage,
                ["stage_since"] = input.StageSince,
                ["value"] = input.Value,
                ["notice"] = input.Notice,
                ["context"] = new JsonObject(input.Context.Select(c => Pair(c.Key, JsonValue.Create(c.Value)))),
                ["factors"] = new JsonObject(
                    input.FactorColumns.Select((column, j) => Pair(catalog[j].Key, JsonValue.Create(column)))
                ),
            },
            ["missing"] = CatalogJson.Texts(input.MissingWords),
            ["factor_missing"] = new JsonObject(
                input
                    .FactorMissingWords.Select((words, j) => (catalog[j].Key, Words: words))
                    .Where(f => !f.Words.IsEmpty)
                    .Select(f => Pair(f.Key, CatalogJson.Texts(f.Words)))
            ),
            ["outcome"] = new JsonObject
            {
                ["column"] = input.OutcomeColumn,
                ["churned"] = input.ChurnedValue,
                ["expanded"] = input.ExpandedValue,
            },
        };

    public static ModelInput Read(JsonPlace place, FactorCatalog catalog)
    {
        place.With("columns", "missing", "factor_missing", "outcome");
        var columns = place["columns"]
            .With(
                "account",
                "as_of",
                "segment",
                "stage",
                "previous_stage",
                "stage_since",
                "value",
                "notice",
                "context",
                "factors"
            );
        var outcome = place["outcome"].With("column", "churned", "expanded");
        return new ModelInput
        {
            Account = columns["account"].TextOrNull(),
            AsOf = columns["as_of"].TextOrNull(),
            Segment = columns["segment"].TextOrNull(),
            Stage = columns["stage"].TextOrNull(),
            PreviousStage = columns["previous_stage"].TextOrNull(),
            StageSince = columns["stage_since"].TextOrNull(),
            Value = columns["value"].TextOrNull(),
            Notice = columns["notice"].TextOrNull(),
            Context = columns["context"]
                .Entries()
                .ToImmutableSortedDictionary(c => c.Name, c => c.Place.Text(), StringComparer.Ordinal),
            FactorColumns = FactorColumns(columns["factors"], catalog),
            MissingWords = [.. place["missing"].Items().Select(word => word.Text())],
            FactorMissingWords = FactorMissing(place["factor_missing"], catalog),
            OutcomeColumn = outcome["column"].Text(),
            ChurnedValue = outcome["churned"].Text(),
            ExpandedValue = outcome["expanded"].TextOrNull(),
        };
    }

    public static JsonObject Write(ScoringRules rules)
    {
        var entry = new JsonObject
        {
            ["coverage"] = new JsonObject { ["low_below"] = rules.LowBelow, ["withhold_below"] = rules.WithholdBelow },
            ["required_pillars"] = CatalogJson.Texts(rules.RequiredPillars),
            ["quality"] = new JsonObject { ["max_auc_gap"] = rules.MaxAucGap, ["max_auc_drop"] = rules.MaxAucDrop },
        };
        if (rules.BandsBy is { } by)
        {
            entry[BandsBy] = by;
        }

        return entry;
    }

    public static ScoringRules ReadRules(JsonPlace place)
    {
        var hasBy = place.Entries().Any(entry => entry.Name == BandsBy);
        place.With(["coverage", "required_pillars", "quality", .. hasBy ? [BandsBy] : (string[])[]]);
        var coverage = place["coverage"].With("low_below", "withhold_below");
        var quality = place["quality"].With("max_auc_gap", "max_auc_drop");
        return new ScoringRules(
            Share(coverage["low_below"]),
            Share(coverage["withhold_below"]),
            [.. place["required_pillars"].Items().Select(pillar => pillar.Text())]
        )
        {
            MaxAucGap = quality["max_auc_gap"].NumberOrNull(),
            MaxAucDrop = quality["max_auc_drop"].NumberOrNull(),
            BandsBy = hasBy ? place[BandsBy].Text() : null,
        };
    }

    public static JsonObject Write(DefinitionReview review) =>
        new() { ["on"] = JsonText.OfDay(review.On), ["every_days"] = review.EveryDays };

    public static DefinitionReview ReadReview(JsonPlace place)
    {
        place.With("on", "every_days");
        var every = place["every_days"];
        return new DefinitionReview(
            place["on"].DayOrNull(),
            every.Whole() > 0 ? every.Whole() : throw every.Wrong("1 day or more")
        );
    }

    private static double Share(JsonPlace place) =>
        place.Number() is >= 0 and <= 1 ? place.Number() : throw place.Wrong("a share from 0 to 1");

    private static ImmutableArray<string> FactorColumns(JsonPlace place, FactorCatalog catalog)
    {
        if (place.Entries().FirstOrDefault(f => catalog.IndexOf(f.Name) < 0).Name is { } unknown)
        {
            throw new ModelException($"{place.File}: '{place.Path}.{unknown}' is no factor of the catalog.");
        }

        return place.Entries().Any() ? [.. catalog.Factors.Select(f => place[f.Key].Text())] : [];
    }

    private static ImmutableArray<ImmutableArray<string>> FactorMissing(JsonPlace place, FactorCatalog catalog)
    {
        var words = place
            .Entries()
            .ToDictionary(
                f =>
                    catalog.IndexOf(f.Name) >= 0
                        ? f.Name
                        : throw new ModelException(
                            $"{place.File}: '{place.Path}.{f.Name}' is no factor of the catalog."
                        ),
                f => f.Place.Items().Select(word => word.Text()).ToImmutableArray(),
                StringComparer.Ordinal
            );
        return words.Count == 0 ? [] : [.. catalog.Factors.Select(f => words.GetValueOrDefault(f.Key, []))];
    }

    private static KeyValuePair<string, JsonNode?> Pair(string key, JsonNode? value) => KeyValuePair.Create(key, value);
}
