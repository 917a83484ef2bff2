using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Learning;

/// <summary>The formula at a glance: each factor's weight, and between which values it tells accounts apart.</summary>
internal static class FormulaScreen
{
    /// <summary>Longest bar from this width of the screen on; half of it below.</summary>
    private const int WideFrom = 100;

    private const int BarWidth = 12;

    public static void Print(Terminal terminal, HealthModel model)
    {
        var formula = model.Formulas.First(f => f.IsCommon);
        var whose = model.Formulas.Length == 1 ? "" : " of all accounts";
        Layout.Heading(terminal, $"The formula{whose}: health = sum of weight × sub-score");
        var bar = terminal.Width >= WideFrom ? BarWidth : BarWidth / 2;
        var heaviest = formula.Factors.Max(f => f.Weight);
        var table = Layout.Table("factor", ">weight", "", "best at", "worst at");
        foreach (
            var factor in formula.Factors.OrderByDescending(f => f.Weight).ThenBy(f => f.Key, StringComparer.Ordinal)
        )
        {
            table.AddRow(
                new Hanging(FactorTitles.Of(factor, model.Catalog)),
                new Text(Figures.Percent(factor.Weight)),
                new Text(Bar(factor.Weight / heaviest, bar), new Style(Palette.Green)),
                new Hanging(Label(model, factor, Extreme(factor, best: 1))),
                new Hanging(Label(model, factor, Extreme(factor, best: -1)))
            );
        }

        Layout.Print(terminal, table);
        Layout.Paragraph(
            terminal,
            "Weights sum to 100 %; a sub-score runs from 0, where a factor is worst, to 100, where it is best."
                + (formula.Factors.Any(factor => factor.IsPair) ? $" {Legend.Pairs}" : ""),
            Palette.MutedStyle
        );
        Layout.Blank(terminal);
        foreach (var group in formula.LeftOut.GroupBy(l => l.Reason, StringComparer.Ordinal))
        {
            var titles = string.Join("; ", group.Select(l => Title(model, l.Factor)));
            Layout.Paragraph(terminal, $"Left out ({Reason(group.Key)}): {titles}.", Palette.MutedStyle);
        }

        Layout.Paragraph(terminal, Legend.Of(formula.Bands, model.HorizonDays));
    }

    private static string Bar(double share, int width)
    {
        var eighths = (int)Math.Round(share * width * 8);
        var rest = eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[(eighths % 8) - 1].ToString();
        return new string('█', eighths / 8) + rest;
    }

    /// <summary>
    /// The entry worth most (1) or least (-1), missing among them; a level never seen is none of them.
    /// </summary>
    private static int Extreme(FormulaFactor factor, int best) =>
        Enumerable
            .Range(0, factor.EntryCount)
            .Where(entry => factor.IsMeasured(entry) || factor.IsMissing(entry))
            .MaxBy(entry => best * factor.PointsOf(entry));

    private static string Label(HealthModel model, FormulaFactor factor, int entry) =>
        BinLabels.Short(factor, model.Catalog, entry);

    private static string Reason(string reason) => reason == "flat" ? "tells no accounts apart" : reason;

    private static string Title(HealthModel model, string key) => FactorTitles.Of(key, model.Catalog);
}
