using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Factors;

namespace HealthScore.Core.Trees;

/// <summary>The challenger as the bytes of <c>challenger.json</c>.</summary>
/// <remarks>
/// <c>background</c> holds how many training rows show which pattern of each leaf's conditions, and no row itself.
/// Schema 1 had no background: its trees could not be explained.
/// Numbers are the shortest text that reads back as the same number: leaves and calibration doubles, the rest floats.
/// </remarks>
public static class ChallengerJson
{
    public const int Schema = 2;

    /// <summary>The file; it names factors by key and levels by their text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalog">The catalog whose positions and level indexes the model uses.</param>
    public static byte[] Write(ChallengerModel model, FactorCatalog catalog)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            WriteSettings(json, model.Settings);
            json.WriteStartObject("calibration");
            json.WriteNumber("slope", model.Slope);
            json.WriteNumber("intercept", model.Intercept);
            json.WriteEndObject();
            json.WriteStartArray("slots");
            foreach (var slot in model.Trees.Slots)
            {
                WriteSlot(json, slot, catalog);
            }

            json.WriteEndArray();
            json.WriteStartArray("trees");
            foreach (var tree in model.Trees.Trees)
            {
                WriteTree(json, tree);
            }

            json.WriteEndArray();
            BackgroundJson.Write(json, model.Background);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the file back, or refuses it.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="catalog">The catalog of the formula beside it.</param>
    /// <exception cref="ModelFiles.ModelException">The file is not a challenger for this catalog.</exception>
    public static ChallengerModel Read(ReadOnlyMemory<byte> utf8, FactorCatalog catalog) =>
        ChallengerJsonReader.Read(utf8, catalog);

    private static void WriteSettings(Utf8JsonWriter json, TreeSettings settings)
    {
        json.WriteStartObject("settings");
        json.WriteString("trainer", "fast_tree");
        json.WriteNumber("leaves", settings.Leaves);
        json.WriteNumber("learning_rate", settings.LearningRate);
        json.WriteNumber("minimum_rows", settings.MinimumRows);
        json.WriteNumber("trees", settings.Trees);
        json.WriteEndObject();
    }

    private static void WriteSlot(Utf8JsonWriter json, TreeSlot slot, FactorCatalog catalog)
    {
        var factor = catalog[slot.Factor];
        json.WriteStartObject();
        json.WriteString("factor", factor.Key);
        json.WriteString("kind", NameOf(slot.Kind));
        if (slot.Kind == TreeSlotKind.Level)
        {
            json.WriteString("level", factor.Levels[slot.Level]);
        }
        else if (slot.Kind != TreeSlotKind.Missing)
        {
            json.WriteNumber("fill", slot.Fill);
        }

        json.WriteEndObject();
    }

    internal static string NameOf(TreeSlotKind kind) =>
        kind switch
        {
            TreeSlotKind.Number => "number",
            TreeSlotKind.Rank => "rank",
            TreeSlotKind.Level => "level",
            _ => "missing",
        };

    private static void WriteTree(Utf8JsonWriter json, RegressionTree tree)
    {
        json.WriteStartObject();
        WriteNumbers(json, "slots", tree.Slots, json.WriteNumberValue);
        WriteNumbers(json, "thresholds", tree.Thresholds, json.WriteNumberValue);
        WriteNumbers(json, "left", tree.Left, json.WriteNumberValue);
        WriteNumbers(json, "right", tree.Right, json.WriteNumberValue);
        WriteNumbers(json, "leaves", tree.Leaves, json.WriteNumberValue);
        json.WriteEndObject();
    }

    private static void WriteNumbers<T>(Utf8JsonWriter json, string name, ImmutableArray<T> numbers, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            write(number);
        }

        json.WriteEndArray();
    }
}
