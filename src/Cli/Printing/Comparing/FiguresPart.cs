using System.Globalization;
using HealthScore.Cli.Printing.Evaluating;
using HealthScore.Training.Comparison;
using HealthScore.Training.Evaluation;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>How good the two are: on the same rows where there are some, else what each found at training.</summary>
internal static class FiguresPart
{
    public static void Print(Terminal terminal, ModelComparison comparison, string? data)
    {
        if (comparison.Metrics is not { } metrics)
        {
            Recorded(terminal, comparison, data);
            return;
        }

        Layout.Heading(
            terminal,
            $"How good they are on {Path.GetFileName(data)}: {Figures.Of(metrics.Rows, "row")}, "
                + $"{Figures.Count(metrics.Churned)} of which left"
        );
        var table = Layout.Table("", ">old", ">new", ">change", ">95 % interval");
        Add(table, "AUC", metrics.Auc);
        Add(table, "log-loss", metrics.LogLoss);
        Add(table, "Brier", metrics.Old.Brier, metrics.New.Brier, "0.0000");
        Add(table, "ECE", metrics.Old.Ece, metrics.New.Ece, "0.0000");
        Add(table, "calibration slope", metrics.Old.CalibrationSlope, metrics.New.CalibrationSlope, "0.00");
        Layout.Print(terminal, table);
        Layout.Paragraph(terminal, MetricsScreen.HowToRead, Palette.MutedStyle);
        Layout.Paragraph(terminal, Verdict(metrics));
        if (Flattered(metrics) is { } warning)
        {
            Layout.Paragraph(terminal, warning, new Style(Palette.Yellow));
        }
    }

    private static void Recorded(Terminal terminal, ModelComparison comparison, string? data)
    {
        Layout.Heading(terminal, "How good they are, each as it was measured at training");
        var table = Layout.Table("", ">rows held out", ">AUC", ">95 % interval", ">log-loss", ">slope");
        AddRecorded(table, "old", comparison.Old.HeldOut);
        AddRecorded(table, "new", comparison.New.HeldOut);
        Layout.Print(terminal, table);
        Layout.Paragraph(
            terminal,
            data is null
                ? "Each on rows of its own, so the two are not to be subtracted; --data FILE tries both on the same."
                : "No row of the file has a known outcome, so the two cannot be tried on it."
        );
    }

    private static void AddRecorded(Table table, string name, MetricsDocument metrics)
    {
        var part = metrics.Formula;
        table.AddRow(
            new Text(name, Palette.Heading),
            new Text(Figures.Count(metrics.Rows)),
            new Text(Figures.Metric(part.Auc)),
            new Text($"{Figures.Metric(part.AucLow)}–{Figures.Metric(part.AucHigh)}"),
            new Text(Figures.Metric(part.LogLoss)),
            new Text(part.CalibrationSlope?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-")
        );
    }

    private static void Add(Table table, string name, PairedDifference? difference)
    {
        if (difference is null)
        {
            table.AddRow(name, "-", "-", "-", "-");
            return;
        }

        var style = difference.IsClear ? Palette.Heading : Style.Plain;
        var interval = difference is { Low: { } low, High: { } high } ? $"{Signed(low)} to {Signed(high)}" : "-";
        string[] cells =
        [
            name,
            Figures.Metric(difference.First),
            Figures.Metric(difference.Second),
            Signed(difference.Difference),
            interval,
        ];
        table.AddRow(cells.Select(cell => new Text(cell, style)));
    }

    private static void Add(Table table, string name, double? old, double? @new, string format)
    {
        var signed = $"+{format};-{format};{format}";
        table.AddRow(name, Text(old, format), Text(@new, format), Text(@new - old, signed), "");
    }

    /// <summary>What the two differences come to, in a sentence.</summary>
    internal static string Verdict(PairedMetrics metrics)
    {
        var order = metrics.Auc switch
        {
            null => "",
            { IsClear: false } => "Neither tells leavers from stayers better than the other, beyond chance.",
            { Difference: > 0 } => "The new model tells leavers from stayers better than the old one.",
            _ => "The new model tells leavers from stayers worse than the old one.",
        };
        var probabilities = metrics.LogLoss switch
        {
            { IsClear: false } => " Their probabilities are equally good, beyond chance.",
            { Difference: < 0 } => " The new model's probabilities are better (a lower log-loss).",
            _ => " The new model's probabilities are worse (a higher log-loss).",
        };
        return (order + probabilities).TrimStart();
    }

    private static string? Flattered(PairedMetrics metrics) =>
        (metrics.OldLearnedFromThem, metrics.NewLearnedFromThem) switch
        {
            (false, false) => null,
            (true, true) => "! both models learned from exactly these rows, so the figures flatter both.",
            (true, _) => "! the old model learned from exactly these rows, so its figures flatter it.",
            _ => "! the new model learned from exactly these rows, so its figures flatter it.",
        };

    private static string Signed(double difference) =>
        difference.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Text(double? number, string format) =>
        number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
