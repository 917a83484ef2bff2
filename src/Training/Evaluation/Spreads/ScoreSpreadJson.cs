using System.Collections.Immutable;
using System.Text.Json;

namespace HealthScore.Training.Evaluation.Spreads;

/// <summary>The part of metrics.json from which calibration, lift and score by outcome are drawn.</summary>
internal static class ScoreSpreadJson
{
    public static void Write(Utf8JsonWriter json, ScoreSpread? spread)
    {
        if (spread is null)
        {
            return;
        }

        json.WriteStartObject("spread");
        Write(json, "formula", spread.Formula);
        if (!spread.Challenger.IsEmpty)
        {
            Write(json, "challenger", spread.Challenger);
        }

        if (spread.Health is { } health)
        {
            json.WriteStartObject("health");
            Write(json, "rows", health.Rows);
            Write(json, "churned", health.Churned);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static ScoreSpread? Read(JsonElement root) =>
        root.TryGetProperty("spread", out var spread)
            ? new ScoreSpread(
                BinsOf(spread, "formula"),
                BinsOf(spread, "challenger"),
                spread.TryGetProperty("health", out var health)
                    ? new HealthSteps(Numbers(health, "rows"), Numbers(health, "churned"))
                    : null
            )
            : null;

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<ProbabilityBin> bins)
    {
        json.WriteStartArray(name);
        foreach (var bin in bins)
        {
            json.WriteStartObject();
            json.WriteNumber("rows", bin.Rows);
            json.WriteNumber("churned", bin.Churned);
            json.WriteNumber("probability", bin.Probability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>On one line.</summary>
    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<int> numbers)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", numbers)}]");
    }

    private static ImmutableArray<ProbabilityBin> BinsOf(JsonElement spread, string name) =>
        spread.TryGetProperty(name, out var bins)
            ?
            [
                .. bins.EnumerateArray()
                    .Select(bin => new ProbabilityBin(
                        bin.GetProperty("rows").GetInt32(),
                        bin.GetProperty("churned").GetInt32(),
                        bin.GetProperty("probability").GetDouble()
                    )),
            ]
            : [];

    private static ImmutableArray<int> Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];
}
