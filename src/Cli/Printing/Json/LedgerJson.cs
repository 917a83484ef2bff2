using System.Text.Json;
using HealthScore.Core.Explaining.Changes;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Cli.Printing.Json;

/// <summary>A ledger as the one JSON document; as <c>units</c> of 10^-7 its points sum exactly.</summary>
internal static class LedgerJson
{
    public static void Print(Terminal terminal, ChangeLedger ledger) =>
        JsonOutput.Print(
            terminal,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("account_id", ledger.After.Account);
                Write(json, "before", ledger.Before);
                Write(json, "after", ledger.After);
                ReasonsJson.WritePoints(json, "difference", ledger.Difference);
                json.WriteStartArray("causes");
                foreach (var cause in Enum.GetValues<ChangeCause>())
                {
                    Write(json, ledger, cause);
                }

                json.WriteEndArray();
                json.WriteString("summary", LedgerText.Summary(ledger));
                json.WriteEndObject();
            }
        );

    private static void Write(Utf8JsonWriter json, ChangeLedger ledger, ChangeCause cause)
    {
        json.WriteStartObject();
        json.WriteString("cause", LedgerText.WordOf(cause));
        ReasonsJson.WritePoints(json, "points", ledger.Of(cause));
        json.WriteStartArray("lines");
        foreach (var line in ledger.Lines.Where(line => line.Cause == cause))
        {
            json.WriteStartObject();
            json.WriteString("factor", line.Factor);
            json.WriteString("title", line.Title);
            json.WriteString("from", line.From);
            json.WriteString("to", line.To);
            json.WriteNumber("points", line.Points / HealthFormula.UnitsPerPoint);
            json.WriteNumber("units", line.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, AccountHealth health)
    {
        json.WriteStartObject(name);
        json.WriteString("as_of", health.AsOf?.ToString("yyyy-MM-dd"));
        json.WriteString("segment", health.Segment);
        json.WriteString("stage", health.Stage);
        json.WriteString("status", ScoreWords.Of(health.Status));
        ReasonsJson.WritePoints(json, "health", health.HealthPoints);
        json.WriteString("band", health.Band is { } band ? ScoreWords.Of(band) : null);
        if (health.ChurnProbability is { } probability)
        {
            json.WriteNumber("churn_probability", probability);
        }
        else
        {
            json.WriteNull("churn_probability");
        }

        json.WriteString("model_version", health.ModelVersion);
        json.WriteString("formula_hash", health.FormulaHash);
        json.WriteEndObject();
    }
}
