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
    /// <summary>Share of red above which a list sorted by capacity serves better than a threshold of cost.</summary>
    private const double TooManyRed = 0.20;

    public static void Print(Terminal terminal, MetricsDocument metrics, HealthModel model)
    {
        if (metrics.Evidence is not { } evidence)
        {
            return;
        }

        Layout.Heading(terminal, "The thresholds, and on what they rest");
        var table = Layout.Table("", ">health", ">95 % interval", ">churn probability there");
        foreach (var card in evidence.Cards)
        {
            table.AddRow(
                new Text(card.Starts == Band.Yellow ? "yellow from" : "green from", Palette.Heading),
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
            Layout.Warning(terminal, finding);
        }
    }

    /// <summary>Whether each band kept its word on rows that its thresholds had not seen.</summary>
    private static void PrintBands(Terminal terminal, BandEvidence evidence)
    {
        Layout.Heading(terminal, "What became of each band, on rows held out of the learning");
        var bySegment = evidence.Segments.Length > 1;
        var table = bySegment
            ? Layout.Table("segment", "band", ">rows", ">share", ">left", ">share that left")
            : Layout.Table("band", ">rows", ">share", ">left", ">share that left");
        AddRows(table, bySegment ? "all" : null, evidence.Bands);
        if (bySegment)
        {
            foreach (var segment in evidence.Segments)
            {
                AddRows(table, segment.Segment, segment.Bands);
            }
        }

        Layout.Print(terminal, table);
        var all = evidence.Bands.Sum(band => band.Rows);
        var red = evidence.Bands.Where(band => band.Band == Band.Red).Sum(band => band.Rows);
        if (red > TooManyRed * all)
        {
            Layout.Blank(terminal);
            Layout.Paragraph(
                terminal,
                $"{Figures.WholePercent((double)red / all)} of the rows are red, more than most teams can call. In the "
                    + "configuration, bands: { rule: capacity, red: N, yellow: M } makes as many red as you can act on."
            );
        }
    }

    /// <param name="table">Gets a row a band.</param>
    /// <param name="segment">Stands before the first of them; null where there is one for all.</param>
    /// <param name="bands">Worst to best.</param>
    private static void AddRows(Table table, string? segment, IReadOnlyCollection<BandCount> bands)
    {
        var all = Math.Max(1, bands.Sum(band => band.Rows));
        foreach (var (k, band) in bands.Index())
        {
            Text[] cells =
            [
                Palette.BandText(band.Band),
                new(Figures.Count(band.Rows)),
                new(Figures.Percent((double)band.Rows / all)),
                new(Figures.Count(band.Churned)),
                new(band.ChurnedShare is { } share ? Figures.Percent(share) : "-"),
            ];
            table.AddRow(segment is null ? cells : [new Text(k == 0 ? segment : ""), .. cells]);
        }
    }

    private static string Basis(ThresholdCard card)
    {
        var period = card is { From: { } from, To: { } to } ? $" from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}" : "";
        return $"From {Figures.Of(card.Rows, "row")}{period}, {Figures.Count(card.Churned)} of which left. "
            + "Other accounts of the same kind would have put a threshold within its interval 95 times in 100; a "
            + "future "
            + "unlike these rows may put it elsewhere.";
    }

    private static string Health(double? health) =>
        health is { } points ? points.ToString("0.00", CultureInfo.InvariantCulture) : "not reachable";
}
