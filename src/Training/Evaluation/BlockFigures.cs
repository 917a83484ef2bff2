using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthScore.Core.Accounts;

namespace HealthScore.Training.Evaluation;

/// <summary>One block of time, scored by a formula that learned from the rows before it alone.</summary>
public sealed record BlockFigures
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>As-of date of the block's first row.</summary>
    public required DateOnly From { get; init; }

    /// <summary>As-of date of its last row.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Rows of known outcome that the formula learned from.</summary>
    public required int TrainedRows { get; init; }

    /// <summary>As-of date of the last of them; the purge lies between it and <see cref="From"/>.</summary>
    public required DateOnly TrainedTo { get; init; }

    /// <summary>Rows of known outcome in the block.</summary>
    public required int Rows { get; init; }

    public required int Churned { get; init; }

    /// <summary>Log-loss of calling each row the training rows' base rate.</summary>
    public required double PriorLogLoss { get; init; }

    public required double? Auc { get; init; }

    public required double LogLoss { get; init; }

    public required double? CalibrationSlope { get; init; }

    /// <param name="fold">The block and the model before it; its rows are dated.</param>
    /// <param name="probabilities">Of its rows of known outcome.</param>
    /// <param name="churned">What became of each.</param>
    internal static BlockFigures Of(ScoredFold fold, double[] probabilities, bool[] churned)
    {
        var (asOf, outcomes) = (fold.Table.AsOf!, fold.Table.Outcomes);
        int[] trained = [.. fold.Fold.Train.Where(row => outcomes[row] != Outcome.Unknown)];
        var figures = Metrics.Of(probabilities, churned);
        return new BlockFigures
        {
            From = fold.Fold.Test.Min(row => asOf[row]),
            To = fold.Fold.Test.Max(row => asOf[row]),
            TrainedRows = trained.Length,
            TrainedTo = trained.Max(row => asOf[row]),
            Rows = churned.Length,
            Churned = churned.Count(c => c),
            PriorLogLoss = Metrics.PriorLogLoss(fold.TrainingBaseRate, churned),
            Auc = figures.Auc,
            LogLoss = figures.LogLoss,
            CalibrationSlope = figures.CalibrationSlope,
        };
    }

    internal static void Write(Utf8JsonWriter json, ImmutableArray<BlockFigures> blocks)
    {
        if (blocks.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("blocks");
        foreach (var block in blocks)
        {
            json.WriteStartObject();
            json.WriteString("from", block.From.ToString(Day, CultureInfo.InvariantCulture));
            json.WriteString("to", block.To.ToString(Day, CultureInfo.InvariantCulture));
            json.WriteNumber("trained_rows", block.TrainedRows);
            json.WriteString("trained_to", block.TrainedTo.ToString(Day, CultureInfo.InvariantCulture));
            json.WriteNumber("rows", block.Rows);
            json.WriteNumber("churned", block.Churned);
            json.WriteNumber("prior_log_loss", block.PriorLogLoss);
            MetricsJson.WriteNumber(json, "auc", block.Auc);
            json.WriteNumber("log_loss", block.LogLoss);
            MetricsJson.WriteNumber(json, "calibration_slope", block.CalibrationSlope);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static ImmutableArray<BlockFigures> Read(JsonElement document) =>
        document.TryGetProperty("blocks", out var blocks) ? [.. blocks.EnumerateArray().Select(Of)] : [];

    private static BlockFigures Of(JsonElement block) =>
        new()
        {
            From = DayOf(block, "from"),
            To = DayOf(block, "to"),
            TrainedRows = block.GetProperty("trained_rows").GetInt32(),
            TrainedTo = DayOf(block, "trained_to"),
            Rows = block.GetProperty("rows").GetInt32(),
            Churned = block.GetProperty("churned").GetInt32(),
            PriorLogLoss = block.GetProperty("prior_log_loss").GetDouble(),
            Auc = MetricsJson.Number(block, "auc"),
            LogLoss = block.GetProperty("log_loss").GetDouble(),
            CalibrationSlope = MetricsJson.Number(block, "calibration_slope"),
        };

    private static DateOnly DayOf(JsonElement block, string name) =>
        DateOnly.ParseExact(block.GetProperty(name).GetString() ?? "", Day, CultureInfo.InvariantCulture);
}
