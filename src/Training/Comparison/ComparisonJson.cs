using System.Globalization;
using System.Text.Json;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Comparison.Drifting;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison;

/// <summary>A comparison as one JSON object; nothing is rounded.</summary>
public static class ComparisonJson
{
    /// <param name="json">Where it is written.</param>
    /// <param name="comparison">The whole of it.</param>
    /// <param name="further">Writes the properties that stand last.</param>
    public static void Write(Utf8JsonWriter json, ModelComparison comparison, Action<Utf8JsonWriter> further)
    {
        json.WriteStartObject();
        Write(json, "old", comparison.Old);
        Write(json, "new", comparison.New);
        json.WriteStartArray("formulas");
        foreach (var formula in comparison.Formulas)
        {
            Write(json, formula);
        }

        json.WriteEndArray();
        Write(json, comparison.Metrics);
        Write(json, comparison.Bands);
        json.WriteStartArray("drift");
        foreach (var drift in comparison.Drift)
        {
            Write(json, drift);
        }

        json.WriteEndArray();
        json.WriteStartArray("gates");
        foreach (var gate in comparison.Gates)
        {
            Write(json, gate);
        }

        json.WriteEndArray();
        further(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ComparedModel model)
    {
        json.WriteStartObject(name);
        json.WriteString("model_version", model.Model.Version);
        json.WriteNumber("rows", model.Created.Rows);
        json.WriteString("data_to", Day(model.Created.DataTo));
        json.WriteNumber("horizon_days", model.Model.HorizonDays);
        json.WriteString("basis", model.HeldOut.Basis);
        MetricsJson.WritePart(json, "held_out", model.HeldOut.Formula);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FormulaChange formula)
    {
        json.WriteStartObject();
        json.WriteString("segment", formula.Segment);
        json.WriteString("stage", formula.Stage);
        MetricsJson.WriteNumber(json, "rank_correlation", formula.RankCorrelation);
        foreach (var (name, one) in new[] { ("old", formula.Old), ("new", formula.New) })
        {
            json.WriteStartObject(name);
            json.WriteNumber("intercept", one.Intercept);
            json.WriteNumber("slope", one.Slope);
            MetricsJson.WriteNumber(json, "green_from", one.Bands.GreenFrom);
            MetricsJson.WriteNumber(json, "yellow_from", one.Bands.YellowFrom);
            json.WriteEndObject();
        }

        json.WriteStartArray("weights");
        foreach (var weight in formula.Weights)
        {
            json.WriteStartObject();
            json.WriteString("factor", weight.Factor);
            json.WriteString("title", weight.Title);
            json.WriteNumber("old", weight.Old);
            json.WriteNumber("new", weight.New);
            json.WriteNumber("difference", weight.Difference);
            MetricsJson.WriteNumber(json, "old_error", weight.OldError);
            MetricsJson.WriteNumber(json, "new_error", weight.NewError);
            WriteFlag(json, "moved", weight.IsMoved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PairedMetrics? metrics)
    {
        if (metrics is null)
        {
            json.WriteNull("metrics");
            return;
        }

        json.WriteStartObject("metrics");
        json.WriteNumber("rows", metrics.Rows);
        json.WriteNumber("churned", metrics.Churned);
        MetricsJson.WritePart(json, "old", metrics.Old);
        MetricsJson.WritePart(json, "new", metrics.New);
        MetricsJson.WritePart(json, "new_challenger", metrics.NewChallenger);
        Write(json, "auc_difference", metrics.Auc);
        Write(json, "log_loss_difference", metrics.LogLoss);
        json.WriteBoolean("old_learned_from_these_rows", metrics.OldLearnedFromThem);
        json.WriteBoolean("new_learned_from_these_rows", metrics.NewLearnedFromThem);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PairedDifference? difference)
    {
        if (difference is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("value", difference.Difference);
        MetricsJson.WriteNumber(json, "low", difference.Low);
        MetricsJson.WriteNumber(json, "high", difference.High);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BandMoves? bands)
    {
        if (bands is null)
        {
            json.WriteNull("bands");
            return;
        }

        json.WriteStartObject("bands");
        json.WriteString("as_of", Day(bands.AsOf));
        json.WriteNumber("accounts", bands.Accounts);
        json.WriteStartArray("moves");
        foreach (var move in bands.Cells)
        {
            json.WriteStartObject();
            json.WriteString("old", Word(move.Old));
            json.WriteString("new", Word(move.New));
            json.WriteNumber("accounts", move.Accounts);
            WriteAmount(json, move.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("changed");
        foreach (var account in bands.Changed)
        {
            json.WriteStartObject();
            json.WriteString("account_id", account.Account);
            json.WriteString("old_band", Word(account.Old.Band));
            json.WriteString("new_band", Word(account.New.Band));
            MetricsJson.WriteNumber(json, "old_health", account.Old.Health);
            MetricsJson.WriteNumber(json, "new_health", account.New.Health);
            MetricsJson.WriteNumber(json, "old_churn_probability", account.Old.ChurnProbability);
            MetricsJson.WriteNumber(json, "new_churn_probability", account.New.ChurnProbability);
            WriteAmount(json, account.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FactorDrift drift)
    {
        json.WriteStartObject();
        json.WriteString("factor", drift.Factor);
        json.WriteString("title", drift.Title);
        json.WriteBoolean("shifted", drift.IsShifted);
        Write(json, "training_rows", drift.TrainingRows);
        Write(json, "rows_to_old", drift.RowsToOld);
        Write(json, "rows_to_new", drift.RowsToNew);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Stability? stability)
    {
        if (stability is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("psi", stability.Index);
        json.WriteNumber("critical", stability.Critical);
        json.WriteNumber("bins", stability.Bins);
        json.WriteBoolean("shifted", stability.IsShifted);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Gate gate)
    {
        json.WriteStartObject();
        json.WriteString("gate", gate.Id);
        json.WriteString("on", gate.On);
        json.WriteNumber("value", gate.Value);
        json.WriteNumber("limit", gate.Limit);
        json.WriteBoolean("accepted", gate.IsAccepted);
        json.WriteBoolean("fails", gate.Fails);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? flag)
    {
        if (flag is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteAmount(Utf8JsonWriter json, decimal? value)
    {
        if (value is { } known)
        {
            json.WriteNumber("value", known);
        }
        else
        {
            json.WriteNull("value");
        }
    }

    private static string? Word(Band? band) => band is { } known ? ScoreWords.Of(known) : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
