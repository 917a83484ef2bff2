using System.Globalization;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Profit;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Evaluating;

/// <summary>
/// How good: the formula, the challenger and equal weights side by side, the prior as the floor beneath them.
/// </summary>
internal static class MetricsScreen
{
    internal const string HowToRead =
        "AUC: how often someone who left ranks below someone who stayed; .5 is chance, 1 is always. Log-loss, Brier "
        + "and ECE: how far the probabilities are off; 0 is best. Slope: 1 is best, less is overconfident.";

    private const string Names =
        "Challenger: boosted trees on the same rows. Equal weights: every factor counts the same. Base rate only: "
        + "everyone gets the same probability; what is not better has learned nothing.";

    public static void Print(Terminal terminal, MetricsDocument metrics)
    {
        Layout.Heading(terminal, "How good it is");
        Layout.Paragraph(terminal, $"Measured {Basis(metrics)}.");
        var table = Layout.Table("", ">AUC", ">95 % interval", ">log-loss", ">Brier", ">ECE", ">slope");
        AddRow(table, "formula", metrics.Formula, Palette.Heading);
        if (metrics.Challenger is { } challenger)
        {
            AddRow(table, "challenger", challenger, Style.Plain);
        }

        AddRow(table, "equal weights", metrics.EqualWeights, Style.Plain);
        table.AddRow([
            .. new[] { "base rate only", "0.5000", "", Figures.Metric(metrics.PriorLogLoss), "", "", "" }.Select(
                cell => new Text(cell, Palette.MutedStyle)
            ),
        ]);
        Layout.Print(terminal, table);
        Layout.Paragraph(terminal, HowToRead, Palette.MutedStyle);
        Layout.Paragraph(terminal, Names, Palette.MutedStyle);
        Layout.Blank(terminal);
        foreach (var sentence in Leader(metrics))
        {
            Layout.Paragraph(terminal, sentence);
        }
    }

    /// <summary>
    /// What a leader believes: how many that were called red left, and how many that were called green.
    /// </summary>
    internal static IEnumerable<string> Leader(MetricsDocument metrics)
    {
        if (!metrics.Bands.IsEmpty)
        {
            yield return $"{WhereFrom(metrics)}: {Bands(metrics.Bands)}.";
        }

        if (!metrics.EqualWeightsBands.IsEmpty)
        {
            yield return $"Equal weights: {Bands(metrics.EqualWeightsBands)}.";
        }

        if (metrics.Formula.Profit is { } formula && metrics.EqualWeights.Profit is { } equal)
        {
            yield return $"Calling the riskiest {Figures.WholePercent(formula.Called)} would be worth "
                + $"{Worth(formula)} of an account's value per account, by equal weights {Worth(equal)} "
                + "(three in ten accept, the offer is 5 % of the value, a call .5 %).";
        }
    }

    private static string Worth(ExpectedMaximumProfit profit) =>
        profit.Profit.ToString("0.00 %", CultureInfo.InvariantCulture);

    private static string Bands(IEnumerable<BandCount> bands)
    {
        var byBand = bands.ToDictionary(b => b.Band);
        return $"of {Accounts(byBand, Band.Red)} called red, {Left(byBand, Band.Red)}; "
            + $"of {Accounts(byBand, Band.Green, noun: "")} green, {Left(byBand, Band.Green)}";
    }

    private static string Accounts(Dictionary<Band, BandCount> bands, Band band, string noun = " accounts") =>
        Figures.Count(bands.TryGetValue(band, out var count) ? count.Rows : 0) + noun;

    private static string Left(Dictionary<Band, BandCount> bands, Band band) =>
        !bands.TryGetValue(band, out var count) || count.ChurnedShare is not { } share
            ? "none left"
            : $"{Figures.Count(count.Churned)} left ({Figures.WholePercent(share)})";

    private static string WhereFrom(MetricsDocument metrics) =>
        metrics.Basis == "given_rows" ? "On these rows" : "Held out";

    private static string Basis(MetricsDocument metrics)
    {
        var rows = $"{Figures.Of(metrics.Rows, "row")}, {Figures.Count(metrics.Churned)} of which left";
        return metrics.Basis switch
        {
            "out_of_fold" => $"on rows it had not learned from (out of fold): {rows}",
            "out_of_time" => $"on rows later than those it had learned from (out of time): {rows}",
            "user_folds" => $"on rows it had not learned from (your folds): {rows}",
            _ => $"on {rows}",
        };
    }

    private static void AddRow(Table table, string name, MetricsPart part, Style style)
    {
        var interval = part is { AucLow: not null, AucHigh: not null }
            ? $"{Figures.Metric(part.AucLow)}–{Figures.Metric(part.AucHigh)}"
            : "-";
        string[] cells =
        [
            name,
            Figures.Metric(part.Auc),
            interval,
            Figures.Metric(part.LogLoss),
            Figures.Metric(part.Brier),
            Figures.Metric(part.Ece),
            part.CalibrationSlope is { } slope ? slope.ToString("0.00", CultureInfo.InvariantCulture) : "-",
        ];
        table.AddRow(cells.Select(cell => new Text(cell, style)));
    }
}
