using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Training.Configuration;

namespace HealthScore.Training.Evaluation.Spreads;

/// <summary>The part of metrics.json that names columns that are no factor.</summary>
internal static class LeftOutJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<LeftOutColumn> columns)
    {
        if (columns.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("left_out_columns");
        foreach (var left in columns)
        {
            json.WriteStartObject();
            json.WriteString("column", left.Column);
            json.WriteString("reason", left.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<LeftOutColumn> Read(JsonElement root) =>
        root.TryGetProperty("left_out_columns", out var columns)
            ?
            [
                .. columns
                    .EnumerateArray()
                    .Select(left => new LeftOutColumn(
                        left.GetProperty("column").GetString()!,
                        left.GetProperty("reason").GetString()!
                    )),
            ]
            : [];
}
