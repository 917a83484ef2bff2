using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Factors;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Trees;

/// <summary>Reads <c>challenger.json</c>: every property exactly once, nothing unknown, nothing clamped.</summary>
internal static class ChallengerJsonReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static ChallengerModel Read(ReadOnlyMemory<byte> utf8, FactorCatalog catalog)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Model(document.RootElement, catalog);
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or ArgumentException
                        or InvalidOperationException
                        or FormatException
                        or KeyNotFoundException
            )
        {
            throw new ModelException($"challenger.json: {e.Message}", e);
        }
    }

    private static ChallengerModel Model(JsonElement root, FactorCatalog catalog)
    {
        RefuseNewer(root);
        Expect(root, "the file", "schema", "settings", "calibration", "slots", "trees", "background");
        var calibration = root.GetProperty("calibration");
        Expect(calibration, "'calibration'", "slope", "intercept");
        ImmutableArray<TreeSlot> slots = [.. root.GetProperty("slots").EnumerateArray().Select(s => Slot(s, catalog))];
        if (slots.Distinct().Count() != slots.Length)
        {
            throw Wrong("a slot stands twice");
        }

        ImmutableArray<RegressionTree> trees = [.. root.GetProperty("trees").EnumerateArray().Select(Tree)];
        var settings = Settings(root.GetProperty("settings"));
        if (settings.Trees != trees.Length || trees.Any(tree => tree.Leaves.Length > settings.Leaves))
        {
            throw Wrong(
                $"'trees' are not the {settings.Trees} trees of at most {settings.Leaves} leaves of 'settings'"
            );
        }

        return new ChallengerModel(
            new TreeEnsemble(slots, trees),
            settings,
            Finite(calibration.GetProperty("slope")),
            Finite(calibration.GetProperty("intercept")),
            BackgroundJson.Read(root.GetProperty("background"))
        );
    }

    private static void RefuseNewer(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out var schema))
        {
            throw Wrong("found no 'schema'; expected a JSON object that begins with it");
        }

        var found = schema.GetInt32();
        if (found != ChallengerJson.Schema)
        {
            throw Wrong(
                found switch
                {
                    > ChallengerJson.Schema =>
                        $"schema {found} is newer than this program, which reads {ChallengerJson.Schema}",
                    1 => "schema 1 lacks the background counts that explain the trees; train the model again",
                    _ => $"schema {found} is unknown; expected {ChallengerJson.Schema}",
                }
            );
        }
    }

    private static TreeSettings Settings(JsonElement settings)
    {
        Expect(settings, "'settings'", "trainer", "leaves", "learning_rate", "minimum_rows", "trees");
        if (settings.GetProperty("trainer").GetString() is var trainer && trainer != "fast_tree")
        {
            throw Wrong($"trainer '{trainer}' is unknown; expected 'fast_tree'");
        }

        var read = new TreeSettings(
            settings.GetProperty("leaves").GetInt32(),
            Finite(settings.GetProperty("learning_rate")),
            settings.GetProperty("minimum_rows").GetInt32(),
            settings.GetProperty("trees").GetInt32()
        );
        return read is { Leaves: >= 2, LearningRate: > 0 and <= 1, MinimumRows: >= 1, Trees: >= 0 }
            ? read
            : throw Wrong("'settings' has a number out of range");
    }

    private static TreeSlot Slot(JsonElement slot, FactorCatalog catalog)
    {
        var key = slot.GetProperty("factor").GetString() ?? "";
        var index = catalog.IndexOf(key);
        if (index < 0)
        {
            throw Wrong($"factor '{key}' is not in the catalog");
        }

        var factor = catalog[index];
        var kind = slot.GetProperty("kind").GetString();
        return (kind, factor.Kind) switch
        {
            ("number", FactorKind.Numeric) => new TreeSlot(index, TreeSlotKind.Number, Level: 0, Fill(slot)),
            ("rank", FactorKind.Ordinal) => new TreeSlot(index, TreeSlotKind.Rank, factor.Levels.Length, Fill(slot)),
            ("level", FactorKind.Categorical) => LevelSlot(slot, index, catalog),
            ("missing", _) => MissingSlot(slot, index),
            _ => throw Wrong($"a slot of kind '{kind}' does not fit factor '{key}'"),
        };
    }

    private static float Fill(JsonElement slot)
    {
        Expect(slot, "a slot", "factor", "kind", "fill");
        return slot.GetProperty("fill").GetSingle() is var fill && float.IsFinite(fill)
            ? fill
            : throw Wrong("a fill is not a finite number");
    }

    private static TreeSlot MissingSlot(JsonElement slot, int factor)
    {
        Expect(slot, "a slot", "factor", "kind");
        return new TreeSlot(factor, TreeSlotKind.Missing, Level: 0, Fill: 0f);
    }

    private static TreeSlot LevelSlot(JsonElement slot, int factor, FactorCatalog catalog)
    {
        Expect(slot, "a slot", "factor", "kind", "level");
        var level = slot.GetProperty("level").GetString() ?? "";
        var index = catalog.Encode(factor, level);
        return index >= 0
            ? new TreeSlot(factor, TreeSlotKind.Level, (int)index, Fill: 0f)
            : throw Wrong($"factor '{catalog[factor].Key}' has no level '{level}'");
    }

    private static RegressionTree Tree(JsonElement tree)
    {
        Expect(tree, "a tree", "slots", "thresholds", "left", "right", "leaves");
        return new RegressionTree(
            [.. tree.GetProperty("slots").EnumerateArray().Select(n => n.GetInt32())],
            [.. tree.GetProperty("thresholds").EnumerateArray().Select(n => n.GetSingle())],
            [.. tree.GetProperty("left").EnumerateArray().Select(n => n.GetInt32())],
            [.. tree.GetProperty("right").EnumerateArray().Select(n => n.GetInt32())],
            [.. tree.GetProperty("leaves").EnumerateArray().Select(Finite)]
        );
    }

    private static double Finite(JsonElement number) =>
        number.GetDouble() is var read && double.IsFinite(read)
            ? read
            : throw Wrong($"{number.GetRawText()} is not a finite number");

    internal static void Expect(JsonElement element, string where, params ReadOnlySpan<string> names)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Wrong($"{where} has an unknown property '{property.Name}'");
            }
        }

        foreach (var name in names)
        {
            if (!element.TryGetProperty(name, out _))
            {
                throw Wrong($"{where} has no '{name}'");
            }
        }
    }

    internal static ModelException Wrong(string sentence) => new($"challenger.json: {sentence}.");
}
