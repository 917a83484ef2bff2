using System.Text.Json;
using System.Text.Json.Nodes;
using HealthScore.Core.Formula;
using HealthScore.Training;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Printing;

/// <summary>
/// A training run as the one JSON document: its metrics, with the model's version and the seconds of each fit.
/// </summary>
internal static class TrainingJson
{
    public static void Print(Terminal terminal, string output, HealthModel model, TrainingOutcome outcome)
    {
        var metrics = outcome.Metrics with
        {
            Formula = outcome.Metrics.Formula with { FitSeconds = outcome.FormulaSeconds },
            Challenger = outcome.Metrics.Challenger is { } challenger
                ? challenger with
                {
                    FitSeconds = outcome.ChallengerSeconds,
                }
                : null,
        };
        var document = JsonNode.Parse(MetricsJson.Write(metrics))!.AsObject();
        document["out"] = output;
        document["model_version"] = model.Version;
        document["formula_hashes"] = new JsonArray([.. model.FormulaHashes.Select(hash => JsonValue.Create(hash))]);
        JsonOutput.Print(terminal, json => document.WriteTo(json, JsonSerializerOptions.Default));
    }
}
