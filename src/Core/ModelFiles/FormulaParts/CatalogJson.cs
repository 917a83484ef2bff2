using System.Text.Json.Nodes;
using HealthScore.Core.Factors;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>The catalog's part of formula.json.</summary>
internal static class CatalogJson
{
    public static JsonArray Write(FactorCatalog catalog) => new([.. catalog.Factors.Select(Write)]);

    public static FactorCatalog Read(JsonPlace place)
    {
        List<Factor> factors = [.. place.Items().Select(ReadFactor)];
        try
        {
            return new FactorCatalog(factors);
        }
        catch (ArgumentException e)
        {
            throw new ModelException($"{place.File}: '{place.Path}': {e.Message}.", e);
        }
    }

    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static JsonObject Write(Factor factor) =>
        new()
        {
            ["key"] = factor.Key,
            ["title"] = factor.Title,
            ["pillar"] = factor.Pillar,
            ["kind"] = FactorWords.Of(factor.Kind),
            ["direction"] = FactorWords.Of(factor.Direction),
            ["unit"] = factor.Unit,
            ["range"] =
                factor.RangeFrom is null && factor.RangeTo is null
                    ? null
                    : new JsonArray(factor.RangeFrom, factor.RangeTo),
            ["max_age_days"] = factor.MaxAgeDays,
            ["source"] = factor.Source,
            ["owner"] = factor.Owner,
            ["rubric"] = factor.Rubric,
            ["playbook"] = factor.Playbook,
            ["actionable"] = factor.IsActionable,
            ["effort"] = factor.Effort,
            ["lead_months"] = factor.LeadMonths,
            ["levels"] = Texts(factor.Levels),
        };

    private static Factor ReadFactor(JsonPlace place)
    {
        place.With(
            "key",
            "title",
            "pillar",
            "kind",
            "direction",
            "unit",
            "range",
            "max_age_days",
            "source",
            "owner",
            "rubric",
            "playbook",
            "actionable",
            "effort",
            "lead_months",
            "levels"
        );
        var key = place["key"].Text();
        var kind =
            FactorWords.KindOf(place["kind"].Text()) ?? throw place["kind"].Wrong("numeric, ordinal or categorical");
        var direction =
            FactorWords.DirectionOf(place["direction"].Text())
            ?? throw place["direction"].Wrong("learn, higher_is_better, lower_is_better or middle_is_better");
        var (from, to) = ReadRange(place["range"]);
        var factor = new Factor(
            IsKey(key) ? key : throw place["key"].Wrong("a key: a-z first, then a-z, 0-9 and _, at most 48"),
            place["title"].Text(),
            place["pillar"].Text(),
            kind,
            direction
        )
        {
            Unit = place["unit"].TextOrNull(),
            RangeFrom = from,
            RangeTo = to,
            MaxAgeDays = place["max_age_days"].WholeOrNull(),
            Source = place["source"].TextOrNull(),
            Owner = place["owner"].TextOrNull(),
            Rubric = place["rubric"].TextOrNull(),
            Playbook = place["playbook"].TextOrNull(),
            IsActionable = place["actionable"].Flag(),
            Effort = Whole(place["effort"], from: 1, Factor.MostEffort),
            LeadMonths = Whole(place["lead_months"], from: 0, Factor.MostLeadMonths),
            Levels = [.. place["levels"].Items().Select(level => level.Text())],
        };
        return kind == FactorKind.Numeric && !factor.Levels.IsEmpty
            ? throw place["levels"].Wrong("no levels for a numeric factor")
            : factor;
    }

    private static (double? From, double? To) ReadRange(JsonPlace place)
    {
        if (place.IsNull)
        {
            return (null, null);
        }

        List<double?> ends = [.. place.Items().Select(end => end.NumberOrNull())];
        return ends.Count == 2 && !(ends[0] > ends[1])
            ? (ends[0], ends[1])
            : throw place.Wrong("null or two numbers, the smaller first");
    }

    private static int Whole(JsonPlace place, int from, int to) =>
        place.Whole() is var number && number >= from && number <= to
            ? number
            : throw place.Wrong($"a whole number from {from} to {to}");

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= 48
        && char.IsAsciiLetterLower(key[0])
        && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
