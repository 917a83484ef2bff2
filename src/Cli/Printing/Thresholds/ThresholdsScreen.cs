using System.Globalization;
using HealthScore.Core.Formula;
using HealthScore.Training.Bands;
using HealthScore.Training.Evaluation;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Thresholds;

/// <summary>
/// On what the thresholds rest: where they lie and how surely, and what became of each band held out.
/// </summary>
internal static class ThresholdsScreen
{
    public static void Print(Terminal terminal, MetricsDocument metrics, HealthModel model)
    {
        if (metrics.Evidence is not { } evidence)
        {
            return;
        }

        Layout.Heading(terminal, "The thresholds, and on what they rest");
        var table = Layout.Table("", ">health", ">95 % interval", ">churn there");
        foreach (var card in evidence.Cards)
        {
            table.AddRow(
                new Text(card.Starts == Band.Yellow ? "red ends" : "green begins"),
                new Text(Health(card.Health)),
                new Text(card.Low is null ? "-" : $"{Health(card.Low)}–{Health(card.High)}"),
                new Text(Figures.Percent(card.Cut))
            );
        }

        Layout.Print(terminal, table);
        Layout.Blank(terminal);
        Layout.Paragraph(terminal, Basis(evidence.Cards[0]));
        if (evidence.Cuts.Missed is { } missed)
        {
            Layout.Paragraph(
                terminal,
                $"Held out, {Figures.Count(missed.Missed)} of {Figures.Count(missed.Accounts)} accounts that left were "
                    + $"not red; with 95 % confidence the red cut misses at most {Figures.Percent(missed.Upper)} of "
                    + $"accounts like them ({Figures.Percent(missed.Most)} allowed)."
            );
        }

        if (evidence.Context is { } context)
        {
            ContextThresholds.Print(terminal, context, model);
        }

        PrintBands(terminal, evidence);
        foreach (var finding in evidence.Findings)
        {
            Layout.Paragraph(terminal, $"! {finding}", new Style(Palette.Yellow));
        }
    }

    private static void PrintBands(Terminal terminal, BandEvidence evidence)
    {
        var table = Layout.Table("held out", "", ">rows", ">share", ">left", ">share left");
        AddRows(table, evidence.Segments.Length > 1 ? "all" : "", evidence.Bands);
        if (evidence.Segments.Length > 1)
        {
            foreach (var segment in evidence.Segments)
            {
                AddRows(table, segment.Segment, segment.Bands);
            }
        }

        Layout.Print(terminal, table);
        Layout.Blank(terminal);
    }

    private static void AddRows(Table table, string segment, IReadOnlyCollection<BandCount> bands)
    {
        var all = Math.Max(1, bands.Sum(band => band.Rows));
        var first = true;
        foreach (var band in bands)
        {
            table.AddRow(
                new Text(first ? segment : ""),
                Palette.BandText(band.Band),
                new Text(Figures.Count(band.Rows)),
                new Text(Figures.Percent((double)band.Rows / all)),
                new Text(Figures.Count(band.Churned)),
                new Text(band.ChurnedShare is { } share ? Figures.Percent(share) : "-")
            );
            first = false;
        }
    }

    private static string Basis(ThresholdCard card)
    {
        var period = card is { From: { } from, To: { } to } ? $" from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}" : "";
        return $"From {Figures.Of(card.Rows, "row")}{period}, {Figures.Count(card.Churned)} of which left. "
            + "The interval is what other accounts in those rows would have made of it; it says nothing of a future "
            + "unlike them.";
    }

    private static string Health(double? health) =>
        health is { } points ? points.ToString("0.0", CultureInfo.InvariantCulture) : "not reachable";
}
