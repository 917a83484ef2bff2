using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles.FormulaParts;

namespace HealthScore.Core.ModelFiles;

/// <summary>
/// formula.json: everything the formula needs to score, in one shape that later versions only add entries to.
/// </summary>
public static class FormulaJson
{
    public const string FileName = "formula.json";

    /// <summary>The newest shape this program reads, and the one it writes.</summary>
    public const int Schema = 1;

    /// <summary>Hex digits of every short hash.</summary>
    internal const int HashDigits = 12;

    /// <summary>The same model gives the same bytes.</summary>
    /// <exception cref="ArgumentException">Two formulas bin one factor differently.</exception>
    public static byte[] Write(HealthModel model) =>
        JsonText.Readable(
            new JsonObject
            {
                ["schema"] = Schema,
                ["horizon_days"] = model.HorizonDays,
                ["review"] = InputJson.Write(model.Review),
                ["catalog"] = CatalogJson.Write(model.Catalog),
                ["input"] = InputJson.Write(model.Input, model.Catalog),
                ["rules"] = InputJson.Write(model.Rules),
                ["bins"] = FormulaEntryJson.WriteBins(model.Formulas.SelectMany(f => f.Factors).Order(), model.Catalog),
                ["formulas"] = new JsonArray([.. model.Formulas.Select(FormulaEntryJson.Write)]),
            }
        );

    /// <exception cref="ModelException">Anything is unknown, missing, inconsistent, or newer.</exception>
    public static HealthModel Read(ReadOnlySpan<byte> text)
    {
        var place = JsonPlace.Parse(FileName, text);
        CheckSchema(place, Schema);
        place.With("schema", "horizon_days", "review", "catalog", "input", "rules", "bins", "formulas");
        var catalog = CatalogJson.Read(place["catalog"]);
        var bins = FormulaEntryJson.ReadBins(place["bins"], catalog);
        var horizon = place["horizon_days"];
        ImmutableArray<HealthFormula> formulas =
        [
            .. place["formulas"].Items().Select(f => FormulaEntryJson.Read(f, catalog, bins)),
        ];
        CheckFormulas(place, formulas, bins);
        var model = new HealthModel
        {
            Catalog = catalog,
            Formulas = formulas,
            FormulaHashes = [.. formulas.Select(f => HashOf(f, catalog))],
            Input = InputJson.Read(place["input"], catalog),
            Rules = InputJson.ReadRules(place["rules"]),
            Review = InputJson.ReadReview(place["review"]),
            HorizonDays = horizon.Whole() > 0 ? horizon.Whole() : throw horizon.Wrong("1 day or more"),
        };
        return ContextBandsJson.BrokenBy(model) is { } broken
            ? throw new ModelException($"{place.File}: {broken}.")
            : model;
    }

    /// <summary>First 12 hex digits of the sha256 of the formula's canonical JSON with the bins it uses.</summary>
    public static string HashOf(HealthFormula formula, FactorCatalog catalog)
    {
        var entry = new JsonObject
        {
            ["bins"] = FormulaEntryJson.WriteBins(formula.Factors, catalog),
            ["formula"] = FormulaEntryJson.Write(formula),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonText.Canonical(entry)))[..HashDigits];
    }

    internal static void CheckSchema(JsonPlace place, int known)
    {
        var schema = place["schema"].Whole();
        if (schema != known)
        {
            throw new ModelException(
                schema > known
                    ? $"{place.File}: schema {schema} is from a newer version; this program reads schema {known}."
                    : $"{place.File}: schema is {schema}; expected {known}."
            );
        }
    }

    private static void CheckFormulas(
        JsonPlace place,
        ImmutableArray<HealthFormula> formulas,
        Dictionary<string, BinsEntry> bins
    )
    {
        if (formulas.IsEmpty)
        {
            throw place["formulas"].Wrong("one formula or more");
        }

        var names = formulas.Select(f => (f.Segment, f.Stage)).ToHashSet();
        if (names.Count != formulas.Length || !names.Contains(("all", "all")))
        {
            throw new ModelException(
                $"{place.File}: 'formulas' must hold each segment and stage once, and one for segment all, stage all."
            );
        }

        var common = formulas.Single(f => f.IsCommon);
        foreach (var own in formulas.Where(f => !f.IsCommon))
        {
            if (SharedPartsJson.BrokenBy(own, common) is { } broken)
            {
                throw new ModelException($"{place.File}: segment {own.Segment}, stage {own.Stage}: {broken}.");
            }
        }

        var used = formulas.SelectMany(f => f.Factors).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        if (bins.Keys.FirstOrDefault(key => !used.Contains(key)) is { } unused)
        {
            throw new ModelException($"{place.File}: 'bins.{unused}' is used by no formula.");
        }
    }
}
