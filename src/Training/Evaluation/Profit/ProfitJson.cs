using System.Text.Json;

namespace HealthScore.Training.Evaluation.Profit;

/// <summary>The members of a metrics part that say what acting on it is worth.</summary>
internal static class ProfitJson
{
    public static void Write(Utf8JsonWriter json, MetricsPart part)
    {
        if (part.Profit is { } profit)
        {
            json.WriteNumber("emp", profit.Profit);
            json.WriteNumber("emp_called", profit.Called);
        }

        if (part.DecisionCurve is not { } curve)
        {
            return;
        }

        json.WriteStartArray("net_benefit");
        foreach (var at in curve.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("threshold", at.Threshold);
            json.WriteNumber("of_scores", at.OfScores);
            json.WriteNumber("of_all", at.OfAll);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ExpectedMaximumProfit? Profit(JsonElement part) =>
        part.TryGetProperty("emp", out var profit)
            ? new ExpectedMaximumProfit(profit.GetDouble(), part.GetProperty("emp_called").GetDouble())
            : null;

    public static DecisionCurve? DecisionCurve(JsonElement part) =>
        part.TryGetProperty("net_benefit", out var curve)
            ? new DecisionCurve([
                .. curve
                    .EnumerateArray()
                    .Select(at => new NetBenefit(
                        at.GetProperty("threshold").GetDouble(),
                        at.GetProperty("of_scores").GetDouble(),
                        at.GetProperty("of_all").GetDouble()
                    )),
            ])
            : null;
}
