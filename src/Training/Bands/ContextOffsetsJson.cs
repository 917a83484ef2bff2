using System.Text.Json;

namespace HealthScore.Training.Bands;

/// <summary>The part of metrics.json that tells by what thresholds differ between context values.</summary>
internal static class ContextOffsetsJson
{
    private const string By = "by";

    /// <summary>Nothing where thresholds are everyone's.</summary>
    public static void Write(Utf8JsonWriter json, ContextOffsets? offsets)
    {
        if (offsets is null)
        {
            return;
        }

        json.WriteStartObject(By);
        json.WriteString("context", offsets.Name);
        json.WriteString("column", offsets.Column);
        json.WriteNumber("deviation", offsets.Deviation);
        json.WriteStartArray("values");
        foreach (var value in offsets.Values)
        {
            json.WriteStartObject();
            json.WriteString("value", value.Value);
            json.WriteNumber("rows", value.Rows);
            json.WriteNumber("churned", value.Churned);
            json.WriteNumber("expected", value.Expected);
            json.WriteNumber("offset", value.Offset);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static ContextOffsets? Read(JsonElement evidence) =>
        evidence.TryGetProperty(By, out var by)
            ? new ContextOffsets(
                by.GetProperty("context").GetString()!,
                by.GetProperty("column").GetString()!,
                by.GetProperty("deviation").GetDouble(),
                [
                    .. by.GetProperty("values")
                        .EnumerateArray()
                        .Select(value => new ContextOffset(
                            value.GetProperty("value").GetString()!,
                            value.GetProperty("rows").GetInt32(),
                            value.GetProperty("churned").GetInt32(),
                            value.GetProperty("expected").GetDouble(),
                            value.GetProperty("offset").GetDouble()
                        )),
                ]
            )
            : null;
}
