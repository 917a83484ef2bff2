using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles;

/// <summary>
/// replicates.json: what each formula might as well have been. For people it is the source of every interval, not
/// something to read, so it stands on one line.
/// </summary>
public static class ReplicatesJson
{
    public const int Schema = 1;

    /// <exception cref="ArgumentException">The model does not hold replicates of every formula.</exception>
    public static byte[] Write(HealthModel model)
    {
        if (model.Replicates.Length != model.Formulas.Length)
        {
            throw new ArgumentException(
                $"replicates of {model.Replicates.Length} formulas; expected {model.Formulas.Length}",
                nameof(model)
            );
        }

        return JsonText.OneLine(
            new JsonObject
            {
                ["schema"] = Schema,
                ["count"] = FormulaReplicates.Count,
                ["formulas"] = new JsonArray([
                    .. model.Replicates.Select(
                        (replicates, f) => (JsonNode)Write(replicates, model.Formulas[f], model.FormulaHashes[f])
                    ),
                ]),
            }
        );
    }

    /// <param name="text">The file.</param>
    /// <param name="model">The model whose formulas they vary.</param>
    /// <exception cref="ModelException">Not the shape of this model's formulas, or of another formula.</exception>
    public static ImmutableArray<FormulaReplicates> Read(ReadOnlySpan<byte> text, HealthModel model)
    {
        var place = JsonPlace.Parse(ModelFileNames.Replicates, text);
        FormulaJson.CheckSchema(place, Schema);
        place.With("schema", "count", "formulas");
        if (place["count"].Whole() != FormulaReplicates.Count)
        {
            throw place["count"].Wrong($"{FormulaReplicates.Count} replicates of each formula");
        }

        JsonPlace[] formulas = [.. place["formulas"].Items()];
        return formulas.Length == model.Formulas.Length
            ? [.. formulas.Select((entry, f) => Read(entry, model.Formulas[f], model.FormulaHashes[f]))]
            : throw place["formulas"].Wrong($"one entry for each of {model.Formulas.Length} formulas");
    }

    private static JsonObject Write(FormulaReplicates replicates, HealthFormula formula, string hash) =>
        new()
        {
            ["formula_hash"] = hash,
            ["intercepts"] = new JsonArray([.. replicates.Intercepts.Select(change => JsonValue.Create(change))]),
            ["points"] = new JsonObject(
                replicates.Points.Select(
                    (points, k) => KeyValuePair.Create(formula.Factors[k].Key, (JsonNode?)Entries(points))
                )
            ),
        };

    private static JsonArray Entries(ImmutableArray<int> points) =>
        new([
            .. points
                .Chunk(FormulaReplicates.Count)
                .Select(entry => (JsonNode)new JsonArray([.. entry.Select(change => JsonValue.Create(change))])),
        ]);

    private static FormulaReplicates Read(JsonPlace place, HealthFormula formula, string hash)
    {
        place.With("formula_hash", "intercepts", "points");
        if (place["formula_hash"].Text() != hash)
        {
            throw place["formula_hash"].Wrong($"{hash}, the formula at this place of {FormulaJson.FileName}");
        }

        var points = place["points"].With([.. formula.Factors.Select(factor => factor.Key)]);
        return FormulaParts.FormulaEntryJson.Guarded(
            place,
            () =>
                new FormulaReplicates(
                    formula,
                    [.. place["intercepts"].Items().Select(change => change.Number())],
                    [.. formula.Factors.Select(factor => Entries(points[factor.Key]))]
                )
        );
    }

    private static ImmutableArray<int> Entries(JsonPlace place)
    {
        var points = ImmutableArray.CreateBuilder<int>();
        foreach (var entry in place.Items())
        {
            JsonPlace[] changes = [.. entry.Items()];
            points.AddRange(
                changes.Length == FormulaReplicates.Count
                    ? changes.Select(change => change.Whole())
                    : throw entry.Wrong($"{FormulaReplicates.Count} whole numbers")
            );
        }

        return points.DrainToImmutable();
    }
}
