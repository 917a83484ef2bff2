using System.Text.Json;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Cli.Printing.Json;

/// <summary>One score with its arithmetic as the one JSON document; numbers are not rounded.</summary>
internal static class AccountJson
{
    /// <param name="terminal">Where it is printed.</param>
    /// <param name="health">The score.</param>
    /// <param name="arithmetic">How it came about.</param>
    /// <param name="further">Writes the properties that stand last.</param>
    public static void Print(
        Terminal terminal,
        AccountHealth health,
        Arithmetic arithmetic,
        Action<Utf8JsonWriter> further
    ) => JsonOutput.Print(terminal, json => Write(json, health, arithmetic, further));

    private static void Write(
        Utf8JsonWriter json,
        AccountHealth health,
        Arithmetic arithmetic,
        Action<Utf8JsonWriter> further
    )
    {
        json.WriteStartObject();
        json.WriteString("account_id", health.Account);
        json.WriteString("as_of", health.AsOf?.ToString("yyyy-MM-dd"));
        json.WriteString("segment", health.Segment);
        json.WriteString("stage", health.Stage);
        json.WriteString("status", ScoreWords.Of(health.Status));
        WriteNumber(json, "health", health.Health);
        json.WriteString("band", health.Band is { } band ? ScoreWords.Of(band) : null);
        WriteNumber(json, "churn_probability", health.ChurnProbability);
        WriteNumber(json, "churn_probability_low", health.ChurnLow);
        WriteNumber(json, "churn_probability_high", health.ChurnHigh);
        WriteNumber(json, "band_probability", health.BandProbability);
        if (health.BandUncertain is { } uncertain)
        {
            json.WriteBoolean("band_uncertain", uncertain);
        }

        WriteNumber(json, "challenger_probability", health.ChallengerProbability);
        json.WriteNumber("coverage", health.Coverage);
        WriteContributions(json, health, arithmetic);
        WritePillars(json, health);
        WriteTexts(json, "reasons", health.Reasons);
        WriteTexts(json, "reason_sentences", arithmetic.Reasons.Select(reason => reason.Sentence));
        ReasonsJson.Write(json, arithmetic.Reasons);
        WriteTexts(json, "arithmetic", arithmetic.Equations);
        WriteTexts(json, "meaning", arithmetic.Meaning);
        json.WriteString("model_version", health.ModelVersion);
        json.WriteString("formula_hash", health.FormulaHash);
        further(json);
        json.WriteEndObject();
    }

    private static void WriteContributions(Utf8JsonWriter json, AccountHealth health, Arithmetic arithmetic)
    {
        var rows = arithmetic.Rows.ToDictionary(row => row.Factor, StringComparer.Ordinal);
        json.WriteStartArray("contributions");
        foreach (var contribution in health.Contributions)
        {
            var row = rows[contribution.Factor];
            json.WriteStartObject();
            json.WriteString("factor", contribution.Factor);
            json.WriteString("title", row.Title);
            json.WriteString("pillar", row.Pillar);
            json.WriteString("value", row.Value);
            json.WriteString("bin", row.Bin);
            json.WriteBoolean("measured", contribution.Measured);
            json.WriteNumber("weight", contribution.Weight);
            json.WriteNumber("sub_score", contribution.SubScore);
            json.WriteNumber("points", contribution.Points / HealthFormula.UnitsPerPoint);
            json.WriteNumber("mean_points", contribution.MeanPoints / HealthFormula.UnitsPerPoint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePillars(Utf8JsonWriter json, AccountHealth health)
    {
        json.WriteStartArray("pillars");
        foreach (var pillar in health.Pillars)
        {
            json.WriteStartObject();
            json.WriteString("pillar", pillar.Pillar);
            json.WriteNumber("points", pillar.Points / HealthFormula.UnitsPerPoint);
            json.WriteNumber("best_points", pillar.BestPoints / HealthFormula.UnitsPerPoint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
