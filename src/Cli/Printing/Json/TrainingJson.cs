using System.Text.Json;
using System.Text.Json.Nodes;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing.Checking;
using HealthScore.Core.ModelFiles;
using HealthScore.Training;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Printing.Json;

/// <summary>
/// A training run as the one JSON document: its metrics, with the model's version and the seconds of each fit.
/// </summary>
internal static class TrainingJson
{
    public static void Print(Terminal terminal, string output, LoadedModel loaded, TrainingOutcome outcome)
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
        document["without_limit"] = outcome.WithoutLimit is { } all
            ? new JsonObject { ["auc"] = all.Auc, ["log_loss"] = all.LogLoss }
            : null;
        document["out"] = output;
        document["model_version"] = loaded.Model.Version;
        document["review"] = ReviewScreen.Document(loaded.Model.Review, loaded.Created.DataTo ?? Today.Date);
        document["formula_hashes"] = new JsonArray([
            .. loaded.Model.FormulaHashes.Select(hash => JsonValue.Create(hash)),
        ]);
        JsonOutput.Print(terminal, json => document.WriteTo(json, JsonSerializerOptions.Default));
    }
}
