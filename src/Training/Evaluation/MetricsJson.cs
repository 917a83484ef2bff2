using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation.Agreement;
using HealthScore.Training.Evaluation.Profit;
using HealthScore.Training.Evaluation.Spreads;

namespace HealthScore.Training.Evaluation;

/// <summary>A metrics document as JSON: <c>metrics.json</c>, and what the verbs print with <c>--json</c>.</summary>
public static class MetricsJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>
    /// The whole document, ending in a line feed; numbers in the shortest form that reads back the same.
    /// </summary>
    public static byte[] Write(MetricsDocument document)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            Write(json, document);
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The document as one object of a larger text.</summary>
    public static void Write(Utf8JsonWriter json, MetricsDocument document)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", document.Rows);
        json.WriteNumber("churned", document.Churned);
        json.WriteNumber("prior_log_loss", document.PriorLogLoss);
        if (document.Basis is { } basis)
        {
            json.WriteString("basis", basis);
        }

        WritePart(json, "formula", document.Formula);
        WritePart(json, "challenger", document.Challenger);
        WritePart(json, "equal_weights", document.EqualWeights);
        AgreementJson.Write(json, document.Agreement);
        BlockFigures.Write(json, document.Blocks);
        WriteBands(json, "bands", document.Bands);
        WriteBands(json, "equal_weights_bands", document.EqualWeightsBands);
        BandEvidenceJson.Write(json, document);
        ScoreSpreadJson.Write(json, document.Spread);
        LeftOutJson.Write(json, document.LeftOutColumns);
        if (!document.Accepted.IsEmpty)
        {
            json.WriteStartArray("accepted");
            foreach (var accepted in document.Accepted)
            {
                json.WriteStringValue(accepted);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Weights with their intervals, and on what the thresholds rest, as one object.</summary>
    public static void WriteEvidence(Utf8JsonWriter json, MetricsDocument document)
    {
        json.WriteStartObject();
        BandEvidenceJson.Write(json, document);
        json.WriteEndObject();
    }

    /// <summary>
    /// Reads what <see cref="Write(MetricsDocument)"/> wrote; members it does not know are passed over.
    /// </summary>
    /// <exception cref="JsonException">The text is not a metrics document.</exception>
    public static MetricsDocument Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var parsed = JsonDocument.ParseValue(ref reader);
            return Document(parsed.RootElement);
        }
        catch (Exception error)
            when (error is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException("not a metrics document: a member is missing or of the wrong kind", error);
        }
    }

    private static MetricsDocument Document(JsonElement root) =>
        new()
        {
            Rows = root.GetProperty("rows").GetInt32(),
            Churned = root.GetProperty("churned").GetInt32(),
            PriorLogLoss = root.GetProperty("prior_log_loss").GetDouble(),
            Basis = root.TryGetProperty("basis", out var basis) ? basis.GetString() : null,
            Formula = Part(root.GetProperty("formula")),
            Challenger = root.GetProperty("challenger") is { ValueKind: JsonValueKind.Object } challenger
                ? Part(challenger)
                : null,
            EqualWeights = Part(root.GetProperty("equal_weights")),
            Agreement = AgreementJson.Read(root),
            Blocks = BlockFigures.Read(root),
            Bands = BandsOf(root, "bands"),
            EqualWeightsBands = BandsOf(root, "equal_weights_bands"),
            Weights = BandEvidenceJson.Weights(root),
            Evidence = BandEvidenceJson.Evidence(root),
            Spread = ScoreSpreadJson.Read(root),
            LeftOutColumns = LeftOutJson.Read(root),
            Accepted = root.TryGetProperty("accepted", out var accepted)
                ? [.. accepted.EnumerateArray().Select(text => text.GetString()!)]
                : [],
        };

    internal static void WritePart(Utf8JsonWriter json, string name, MetricsPart? part)
    {
        if (part is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        WriteNumber(json, "auc", part.Auc);
        WriteNumber(json, "auc_low", part.AucLow);
        WriteNumber(json, "auc_high", part.AucHigh);
        json.WriteNumber("log_loss", part.LogLoss);
        json.WriteNumber("brier", part.Brier);
        json.WriteNumber("ece", part.Ece);
        WriteNumber(json, "calibration_slope", part.CalibrationSlope);
        WriteNumber(json, "calibration_slope_low", part.CalibrationSlopeLow);
        WriteNumber(json, "calibration_slope_high", part.CalibrationSlopeHigh);
        WriteNumber(json, "calibration_intercept", part.CalibrationIntercept);
        WriteNumber(json, "calibration_intercept_low", part.CalibrationInterceptLow);
        WriteNumber(json, "calibration_intercept_high", part.CalibrationInterceptHigh);
        ProfitJson.Write(json, part);
        if (part.PooledLogLoss is { } pooledLogLoss)
        {
            WriteNumber(json, "pooled_auc", part.PooledAuc);
            json.WriteNumber("pooled_log_loss", pooledLogLoss);
        }

        if (part.FitSeconds is { } seconds)
        {
            json.WriteNumber("fit_seconds", seconds);
        }

        if (part.PairsOfFolds is { } pairs)
        {
            json.WriteStartArray("pairs");
            foreach (var count in pairs)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static MetricsPart Part(JsonElement part) =>
        new()
        {
            Auc = Number(part, "auc"),
            AucLow = Number(part, "auc_low"),
            AucHigh = Number(part, "auc_high"),
            LogLoss = part.GetProperty("log_loss").GetDouble(),
            Brier = part.GetProperty("brier").GetDouble(),
            Ece = part.GetProperty("ece").GetDouble(),
            CalibrationSlope = Number(part, "calibration_slope"),
            CalibrationSlopeLow = Number(part, "calibration_slope_low"),
            CalibrationSlopeHigh = Number(part, "calibration_slope_high"),
            CalibrationIntercept = Number(part, "calibration_intercept"),
            CalibrationInterceptLow = Number(part, "calibration_intercept_low"),
            CalibrationInterceptHigh = Number(part, "calibration_intercept_high"),
            Profit = ProfitJson.Profit(part),
            DecisionCurve = ProfitJson.DecisionCurve(part),
            PooledAuc = Number(part, "pooled_auc"),
            PooledLogLoss = Number(part, "pooled_log_loss"),
            FitSeconds = Number(part, "fit_seconds"),
        };

    internal static void WriteBands(Utf8JsonWriter json, string name, ImmutableArray<BandCount> bands)
    {
        if (bands.IsEmpty)
        {
            return;
        }

        double all = bands.Sum(band => band.Rows);
        json.WriteStartArray(name);
        foreach (var band in bands)
        {
            json.WriteStartObject();
            json.WriteString("band", NameOf(band.Band));
            json.WriteNumber("rows", band.Rows);
            json.WriteNumber("share", all == 0 ? 0 : band.Rows / all);
            json.WriteNumber("churned", band.Churned);
            WriteNumber(json, "churned_share", band.ChurnedShare);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static ImmutableArray<BandCount> BandsOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var bands)
            ?
            [
                .. bands
                    .EnumerateArray()
                    .Select(band => new BandCount(
                        BandNamed(band.GetProperty("band").GetString()),
                        band.GetProperty("rows").GetInt32(),
                        band.GetProperty("churned").GetInt32()
                    )),
            ]
            : [];

    internal static string NameOf(Band band) =>
        band switch
        {
            Band.Red => "red",
            Band.Yellow => "yellow",
            _ => "green",
        };

    internal static Band BandNamed(string? name) =>
        name switch
        {
            "red" => Band.Red,
            "yellow" => Band.Yellow,
            "green" => Band.Green,
            _ => throw new FormatException($"'{name}' is not a band"),
        };

    internal static void WriteNumber(Utf8JsonWriter json, string name, double? value)
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

    internal static double? Number(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
