using System.Collections.Immutable;
using System.Text.Json;

namespace HealthScore.Training.Comparison;

/// <summary>The standard error of one weight, as metrics.json has it.</summary>
/// <param name="Segment">Of the formula.</param>
/// <param name="Stage">Of the formula.</param>
/// <param name="Factor">The factor's key.</param>
/// <param name="StandardError">0 or more, on the scale of the weight.</param>
public sealed record WeightError(string Segment, string Stage, string Factor, double StandardError)
{
    /// <summary>Those of a metrics document; none where it has no <c>weights</c>.</summary>
    /// <exception cref="JsonException">The list is there and not what it should be.</exception>
    internal static ImmutableArray<WeightError> Read(ReadOnlySpan<byte> metrics)
    {
        try
        {
            var reader = new Utf8JsonReader(metrics);
            using var parsed = JsonDocument.ParseValue(ref reader);
            return parsed.RootElement.TryGetProperty("weights", out var weights)
                ? [.. weights.EnumerateArray().Select(Of)]
                : [];
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("'weights' of metrics.json: a member is missing or of the wrong kind", error);
        }
    }

    private static WeightError Of(JsonElement weight) =>
        new(
            weight.GetProperty("segment").GetString()!,
            weight.GetProperty("stage").GetString()!,
            weight.GetProperty("factor").GetString()!,
            weight.GetProperty("standard_error").GetDouble()
        );
}
