using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Trees;

/// <summary>The background of <c>challenger.json</c>: <c>{ "rows": 7043, "leaves": [[0, 5, 1, 7038], …] }</c>, per leaf
/// the patterns in ascending order, each followed by its count.</summary>
internal static class BackgroundJson
{
    public static void Write(Utf8JsonWriter json, TreeBackground background)
    {
        json.WriteStartObject("background");
        json.WriteNumber("rows", background.Rows);
        json.WriteStartArray("leaves");
        foreach (var leaf in background.Leaves)
        {
            json.WriteStartArray();
            foreach (var (pattern, count) in leaf)
            {
                json.WriteNumberValue(pattern);
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static TreeBackground Read(JsonElement background)
    {
        ChallengerJsonReader.Expect(background, "'background'", "rows", "leaves");
        return new TreeBackground(
            background.GetProperty("rows").GetInt32(),
            [.. background.GetProperty("leaves").EnumerateArray().Select(Leaf)]
        );
    }

    private static ImmutableArray<PatternCount> Leaf(JsonElement leaf)
    {
        if (leaf.GetArrayLength() % 2 != 0)
        {
            throw ChallengerJsonReader.Wrong("a leaf's background is not pairs of a pattern and a count");
        }

        var counts = ImmutableArray.CreateBuilder<PatternCount>(leaf.GetArrayLength() / 2);
        var pattern = 0UL;
        foreach (var (at, number) in leaf.EnumerateArray().Index())
        {
            if (at % 2 == 0)
            {
                pattern = number.GetUInt64();
            }
            else
            {
                counts.Add(new PatternCount(pattern, number.GetInt32()));
            }
        }

        return counts.MoveToImmutable();
    }
}
