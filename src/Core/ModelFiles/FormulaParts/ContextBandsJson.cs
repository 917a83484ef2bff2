using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>The thresholds of single context values in formula.json.</summary>
internal static class ContextBandsJson
{
    public static JsonArray Write(ImmutableArray<ContextBands> by) =>
        new([
            .. by.Select(own =>
                (JsonNode)
                    new JsonObject
                    {
                        ["value"] = own.Value,
                        ["yellow_from"] = own.Bands.YellowFrom,
                        ["green_from"] = own.Bands.GreenFrom,
                    }
            ),
        ]);

    public static ImmutableArray<ContextBands> Read(JsonPlace place) =>
        [
            .. place
                .Items()
                .Select(own =>
                {
                    own.With("value", "yellow_from", "green_from");
                    return new ContextBands(
                        own["value"].Text(),
                        FormulaEntryJson.Guarded(
                            own,
                            () => new BandThresholds(own["yellow_from"].WholeOrNull(), own["green_from"].WholeOrNull())
                        )
                    );
                }),
        ];

    /// <summary>What is wrong with thresholds by context; null where nothing is.</summary>
    /// <param name="model">As it was read.</param>
    public static string? BrokenBy(HealthModel model)
    {
        var by = model.Rules.BandsBy;
        return by is not null && !model.Input.Context.ContainsKey(by)
                ? $"'rules.bands_by' is \"{by}\", no name in 'input.columns.context'"
            : by is null && model.Formulas.Any(formula => !formula.BandsBy.IsEmpty)
                ? "a formula has thresholds in 'by', and 'rules.bands_by' does not say of which context"
            : null;
    }
}
