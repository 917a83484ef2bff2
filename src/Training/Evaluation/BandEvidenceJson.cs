using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthScore.Training.Bands;

namespace HealthScore.Training.Evaluation;

/// <summary>The parts of metrics.json that say how sure weights and thresholds are, and on what they rest.</summary>
internal static class BandEvidenceJson
{
    private const string Day = "yyyy-MM-dd";

    public static void Write(Utf8JsonWriter json, MetricsDocument document)
    {
        if (!document.Weights.IsEmpty)
        {
            Write(json, document.Weights);
        }

        if (document.Evidence is { } evidence)
        {
            json.WriteStartObject("band_evidence");
            json.WriteNumber("red_from", evidence.Cuts.RedFrom);
            json.WriteNumber("yellow_from", evidence.Cuts.YellowFrom);
            json.WriteStartArray("thresholds");
            foreach (var card in evidence.Cards)
            {
                Write(json, card);
            }

            json.WriteEndArray();
            ContextOffsetsJson.Write(json, evidence.Context);
            Write(json, evidence.Cuts.Missed);
            MetricsJson.WriteBands(json, "bands", evidence.Bands);
            json.WriteStartArray("segments");
            foreach (var segment in evidence.Segments)
            {
                json.WriteStartObject();
                json.WriteString("segment", segment.Segment);
                MetricsJson.WriteBands(json, "bands", segment.Bands);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("findings");
            foreach (var finding in evidence.Findings)
            {
                json.WriteStringValue(finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<WeightInterval> weights)
    {
        json.WriteStartArray("weights");
        foreach (var weight in weights)
        {
            json.WriteStartObject();
            json.WriteString("segment", "all");
            json.WriteString("stage", "all");
            json.WriteString("factor", weight.Factor);
            json.WriteNumber("weight", weight.Weight);
            json.WriteNumber("low", weight.Low);
            json.WriteNumber("high", weight.High);
            json.WriteNumber("standard_error", weight.StandardError);
            json.WriteStartArray("point_errors");
            foreach (var error in weight.PointErrors)
            {
                json.WriteNumberValue(error);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<WeightInterval> Weights(JsonElement root) =>
        root.TryGetProperty("weights", out var weights)
            ?
            [
                .. weights
                    .EnumerateArray()
                    .Select(weight => new WeightInterval(
                        weight.GetProperty("factor").GetString()!,
                        weight.GetProperty("weight").GetDouble(),
                        weight.GetProperty("low").GetDouble(),
                        weight.GetProperty("high").GetDouble(),
                        weight.GetProperty("standard_error").GetDouble(),
                        [.. weight.GetProperty("point_errors").EnumerateArray().Select(error => error.GetDouble())]
                    )),
            ]
            : [];

    public static BandEvidence? Evidence(JsonElement root) =>
        root.TryGetProperty("band_evidence", out var evidence)
            ? new BandEvidence(
                new BandCuts(
                    evidence.GetProperty("red_from").GetDouble(),
                    evidence.GetProperty("yellow_from").GetDouble()
                )
                {
                    Offsets = ContextOffsetsJson.Read(evidence),
                    Missed = evidence.TryGetProperty("missed_churn", out var missed)
                        ? new MissedShare(
                            missed.GetProperty("missed").GetInt32(),
                            missed.GetProperty("accounts").GetInt32(),
                            missed.GetProperty("upper").GetDouble(),
                            missed.GetProperty("most").GetDouble()
                        )
                        : null,
                },
                [.. evidence.GetProperty("thresholds").EnumerateArray().Select(Card)],
                MetricsJson.BandsOf(evidence, "bands"),
                [
                    .. evidence
                        .GetProperty("segments")
                        .EnumerateArray()
                        .Select(segment => new SegmentBands(
                            segment.GetProperty("segment").GetString()!,
                            MetricsJson.BandsOf(segment, "bands")
                        )),
                ],
                [.. evidence.GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()!)]
            )
            : null;

    /// <summary>Nothing where the red cut is not one of missed churn.</summary>
    private static void Write(Utf8JsonWriter json, MissedShare? missed)
    {
        if (missed is null)
        {
            return;
        }

        json.WriteStartObject("missed_churn");
        json.WriteNumber("missed", missed.Missed);
        json.WriteNumber("accounts", missed.Accounts);
        json.WriteNumber("upper", missed.Upper);
        json.WriteNumber("most", missed.Most);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ThresholdCard card)
    {
        json.WriteStartObject();
        json.WriteString("starts", MetricsJson.NameOf(card.Starts));
        json.WriteNumber("churn_probability", card.Cut);
        MetricsJson.WriteNumber(json, "health", card.Health);
        MetricsJson.WriteNumber(json, "low", card.Low);
        MetricsJson.WriteNumber(json, "high", card.High);
        json.WriteNumber("rows", card.Rows);
        json.WriteNumber("churned", card.Churned);
        json.WriteString("from", card.From?.ToString(Day, CultureInfo.InvariantCulture));
        json.WriteString("to", card.To?.ToString(Day, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static ThresholdCard Card(JsonElement card) =>
        new(
            MetricsJson.BandNamed(card.GetProperty("starts").GetString()),
            card.GetProperty("churn_probability").GetDouble(),
            MetricsJson.Number(card, "health"),
            MetricsJson.Number(card, "low"),
            MetricsJson.Number(card, "high"),
            card.GetProperty("rows").GetInt32(),
            card.GetProperty("churned").GetInt32(),
            DayOf(card.GetProperty("from")),
            DayOf(card.GetProperty("to"))
        );

    private static DateOnly? DayOf(JsonElement day) =>
        day.GetString() is { } text ? DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture) : null;
}
