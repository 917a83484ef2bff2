using System.Globalization;
using HealthScore.Training.Comparison;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>Weights side by side, and which moved by more than chance.</summary>
internal static class WeightsPart
{
    public static void Print(Terminal terminal, ModelComparison comparison)
    {
        foreach (var formula in comparison.Formulas)
        {
            Print(terminal, formula);
        }
    }

    private static void Print(Terminal terminal, FormulaChange formula)
    {
        var name =
            formula.Segment == "all" && formula.Stage == "all"
                ? ""
                : $", segment {formula.Segment}, stage {formula.Stage}";
        Layout.Heading(terminal, $"Weights: a factor's share of the health score{name}");
        var table = Layout.Table("factor", ">old", ">new", ">change", "");
        foreach (var weight in formula.Weights)
        {
            var style = weight.IsMoved == true ? Palette.Heading : Style.Plain;
            string[] cells =
            [
                weight.Title,
                Weight(weight.Old, weight.OldError),
                Weight(weight.New, weight.NewError),
                Change(weight.Difference),
                Verdict(weight),
            ];
            table.AddRow(cells.Select(cell => new Text(cell, style)));
        }

        Layout.Print(terminal, table);
        Layout.Paragraph(terminal, Summary(formula));
        Layout.Paragraph(terminal, Bands(formula), Palette.MutedStyle);
    }

    private static string Summary(FormulaChange formula)
    {
        var most = formula.Weights.MaxBy(w => Math.Abs(w.Difference))!;
        var largest =
            Math.Abs(most.Difference) < 0.0005
                ? "No weight changed."
                : $"The largest change is {most.Title}: {Change(most.Difference)} points of 100.";
        var order = formula.RankCorrelation is { } correlation
            ? " The order of the factors: rank correlation "
                + correlation.ToString("0.00", CultureInfo.InvariantCulture)
                + " (1.00 is the same order)."
            : "";
        return largest + order + Chance(formula);
    }

    private static string Chance(FormulaChange formula)
    {
        if (formula.Weights.All(w => w.IsMoved is null))
        {
            return " How far weights move by chance is not known: a model directory has no standard errors of them.";
        }

        var moved = formula.Weights.Count(w => w.IsMoved == true);
        return moved == 0
            ? " No weight moved by more than two standard errors: the changes are no more than chance."
            : $" {Figures.Of(moved, "weight")} moved by more than two standard errors, more than chance alone does.";
    }

    private static string Bands(FormulaChange formula) =>
        formula.Old.Bands == formula.New.Bands
            ? $"Bands begin where they did. {Legend.Bands(formula.New.Bands)}"
            : $"Bands, old: {Legend.Bands(formula.Old.Bands)} New: {Legend.Bands(formula.New.Bands)}";

    private static string Verdict(WeightChange weight) =>
        weight.Old == 0 ? "has a place now"
        : weight.New == 0 ? "has lost its place"
        : weight.IsMoved == true ? "moved"
        : "";

    private static string Weight(double weight, double? error) =>
        weight == 0 ? "-"
        : error is { } known
            ? $"{Figures.Percent(weight)} ± {(200 * known).ToString("0.0", CultureInfo.InvariantCulture)}"
        : Figures.Percent(weight);

    private static string Change(double change) =>
        (100 * change).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
