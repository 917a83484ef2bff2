using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>How formula and challenger agree, as the property <c>agreement</c> of a metrics document.</summary>
internal static class AgreementJson
{
    private const string Name = "agreement";

    public static void Write(Utf8JsonWriter json, ModelAgreement? agreement)
    {
        if (agreement is null)
        {
            return;
        }

        json.WriteStartObject(Name);
        WriteFigures(json, agreement.All);
        WriteList(json, "segments", agreement.Segments, WriteSegment);
        WriteList(json, "directions", agreement.Directions, WriteDirection);
        WriteList(json, "kinds", agreement.Kinds, WriteKind);
        if (!agreement.Differing.IsEmpty)
        {
            WriteList(json, "differing", agreement.Differing, WriteDiffering);
        }

        json.WriteEndObject();
    }

    public static ModelAgreement? Read(JsonElement root) =>
        !root.TryGetProperty(Name, out var agreement)
            ? null
            : new ModelAgreement
            {
                All = Figures(agreement, segment: null),
                Segments =
                [
                    .. agreement
                        .GetProperty("segments")
                        .EnumerateArray()
                        .Select(segment => Figures(segment, segment.GetProperty("segment").GetString())),
                ],
                Directions = [.. agreement.GetProperty("directions").EnumerateArray().Select(Direction)],
                Kinds = [.. agreement.GetProperty("kinds").EnumerateArray().Select(Kind)],
            };

    private static void WriteSegment(Utf8JsonWriter json, AgreementFigures figures)
    {
        json.WriteString("segment", figures.Segment);
        WriteFigures(json, figures);
    }

    private static void WriteFigures(Utf8JsonWriter json, AgreementFigures figures)
    {
        json.WriteNumber("rows", figures.Rows);
        WriteDifference(json, "auc", figures.Auc);
        WriteDifference(json, "log_loss", figures.LogLoss);
        MetricsJson.WriteNumber(json, "spearman", figures.Spearman);
        MetricsJson.WriteNumber(json, "kendall", figures.Kendall);
        MetricsJson.WriteNumber(json, "same_band_share", figures.Bands.SameShare);
        MetricsJson.WriteNumber(json, "weighted_kappa", figures.Bands.WeightedKappa);
        json.WriteStartArray("bands");
        foreach (var count in figures.Bands.Counts)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
    }

    private static AgreementFigures Figures(JsonElement figures, string? segment) =>
        new()
        {
            Segment = segment,
            Rows = figures.GetProperty("rows").GetInt32(),
            Auc = Difference(figures.GetProperty("auc")),
            LogLoss = Difference(figures.GetProperty("log_loss")) ?? throw new FormatException("no log_loss"),
            Spearman = MetricsJson.Number(figures, "spearman"),
            Kendall = MetricsJson.Number(figures, "kendall"),
            Bands = new BandAgreement([
                .. figures.GetProperty("bands").EnumerateArray().Select(count => count.GetInt32()),
            ]),
        };

    private static void WriteDifference(Utf8JsonWriter json, string name, PairedDifference? difference)
    {
        if (difference is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("formula", difference.Second);
        json.WriteNumber("challenger", difference.First);
        json.WriteNumber("formula_less_challenger", difference.Difference);
        MetricsJson.WriteNumber(json, "low", difference.Low);
        MetricsJson.WriteNumber(json, "high", difference.High);
        MetricsJson.WriteNumber(json, "standard_error", difference.Error);
        json.WriteEndObject();
    }

    private static PairedDifference? Difference(JsonElement difference) =>
        difference.ValueKind == JsonValueKind.Null
            ? null
            : new PairedDifference(
                difference.GetProperty("challenger").GetDouble(),
                difference.GetProperty("formula").GetDouble(),
                MetricsJson.Number(difference, "standard_error")
            );

    private static void WriteDirection(Utf8JsonWriter json, DirectionBreaks breaks)
    {
        json.WriteString("factor", breaks.Factor);
        json.WriteString("direction", FactorWords.Of(breaks.Direction));
        json.WriteNumber("moves", breaks.Moves);
        json.WriteNumber("broken", breaks.Broken);
        json.WriteNumber("share", breaks.Share);
        MetricsJson.WriteNumber(json, "most_at", breaks.MostAt);
        json.WriteNumber("largest", breaks.Largest);
    }

    private static DirectionBreaks Direction(JsonElement breaks) =>
        new()
        {
            Factor = breaks.GetProperty("factor").GetString()!,
            Direction =
                FactorWords.DirectionOf(breaks.GetProperty("direction").GetString()!)
                ?? throw new FormatException("not a direction"),
            Moves = breaks.GetProperty("moves").GetInt32(),
            Broken = breaks.GetProperty("broken").GetInt32(),
            MostAt = MetricsJson.Number(breaks, "most_at"),
            Largest = breaks.GetProperty("largest").GetDouble(),
        };

    private static void WriteKind(Utf8JsonWriter json, DifferingKind kind)
    {
        json.WriteString("kind", GapWords.Of(kind.Kind));
        json.WriteNumber("rows", kind.Rows);
        WriteList(
            json,
            "leading",
            kind.Leading,
            (writer, leading) =>
            {
                writer.WriteString("factor", leading.Factor);
                writer.WriteNumber("rows", leading.Rows);
            }
        );
    }

    private static DifferingKind Kind(JsonElement kind) =>
        new(
            GapWords.KindOf(kind.GetProperty("kind").GetString()) ?? throw new FormatException("not a kind"),
            kind.GetProperty("rows").GetInt32()
        )
        {
            Leading =
            [
                .. kind.GetProperty("leading")
                    .EnumerateArray()
                    .Select(leading =>
                        (leading.GetProperty("factor").GetString()!, leading.GetProperty("rows").GetInt32())
                    ),
            ],
        };

    private static void WriteDiffering(Utf8JsonWriter json, DifferingRow row)
    {
        json.WriteString("account_id", row.Account);
        json.WriteString("as_of", row.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("segment", row.Segment);
        json.WriteNumber("formula_probability", row.Gap.FormulaProbability);
        json.WriteNumber("challenger_probability", row.Gap.TreesProbability);
        json.WriteString("formula_band", MetricsJson.NameOf(row.FormulaBand));
        json.WriteString("challenger_band", MetricsJson.NameOf(row.ChallengerBand));
        json.WriteString("kind", GapWords.Of(row.Gap.Kind));
        WriteList(
            json,
            "drivers",
            row.Gap.Drivers,
            (writer, driver) =>
            {
                writer.WriteString("factor", driver.Factor);
                writer.WriteNumber("formula", driver.Formula);
                writer.WriteNumber("challenger", driver.Trees);
                writer.WriteBoolean("seen", driver.IsSeen);
            }
        );
    }

    private static void WriteList<T>(
        Utf8JsonWriter json,
        string name,
        ImmutableArray<T> items,
        Action<Utf8JsonWriter, T> write
    )
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
