using System.Globalization;
using HealthScore.Training.Comparison;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>Weights side by side, and which moved by more than chance.</summary>
internal static class WeightsPart
{
    /// <summary>Formulas of segments and stages that have a line; --json has them all.</summary>
    private const int MostFormulas = 12;

    public static void Print(Terminal terminal, ModelComparison comparison)
    {
        var common = comparison.Formulas.First(formula => formula.IsCommon);
        Print(terminal, common);
        FormulaChange[] others = [.. comparison.Formulas.Where(formula => !formula.IsCommon)];
        if (others.Length > 0)
        {
            PrintOthers(terminal, others);
        }
    }

    private static void Print(Terminal terminal, FormulaChange formula)
    {
        Layout.Heading(terminal, "Weights: a factor's share of the health score, all accounts");
        var table = Layout.Table("factor", ">old", ">new", ">change", "");
        foreach (var weight in formula.Weights)
        {
            var style = weight.IsMoved == true ? Palette.Heading : Style.Plain;
            string[] cells =
            [
                Weight(weight.Old, weight.OldError),
                Weight(weight.New, weight.NewError),
                Change(weight.Difference),
                Verdict(weight),
            ];
            table.AddRow([new Hanging(weight.Title, style), .. cells.Select(cell => new Text(cell, style))]);
        }

        Layout.Print(terminal, table);
        if (formula.Weights.Any(weight => weight.OldError is not null || weight.NewError is not null))
        {
            Layout.Paragraph(
                terminal,
                "±: two standard errors, what chance in the choice of accounts does to a weight. Bold: moved by more.",
                Palette.MutedStyle
            );
        }

        Layout.Paragraph(terminal, Summary(formula));
        Layout.Paragraph(terminal, Bands(formula));
    }

    /// <summary>One line a segment and stage: what changed most there, and where its bands begin.</summary>
    private static void PrintOthers(Terminal terminal, FormulaChange[] formulas)
    {
        Layout.Heading(terminal, "Formulas of segments and stages");
        var table = Layout.Table("segment, stage", "weight that moved most", ">", ">yellow from", ">green from");
        foreach (var formula in formulas.Take(MostFormulas))
        {
            var most = formula.Weights.MaxBy(weight => Math.Abs(weight.Difference))!;
            table.AddRow(
                new Hanging(Name(formula)),
                new Hanging(most.Title),
                new Text(Change(most.Difference)),
                new Text(Threshold(formula.Old.Bands.YellowFrom, formula.New.Bands.YellowFrom)),
                new Text(Threshold(formula.Old.Bands.GreenFrom, formula.New.Bands.GreenFrom))
            );
        }

        Layout.Print(terminal, table);
        var more =
            formulas.Length > MostFormulas
                ? $" {Figures.Count(formulas.Length - MostFormulas)} more formulas are in --json, with all weights."
                : " --json has all their weights.";
        Layout.Paragraph(terminal, $"Thresholds, old → new, are health.{more}", Palette.MutedStyle);
    }

    private static string Name(FormulaChange formula) =>
        (formula.Segment, formula.Stage) switch
        {
            ("all", var stage) => $"all, {stage}",
            (var segment, "all") => $"{segment}, all",
            var (segment, stage) => $"{segment}, {stage}",
        };

    private static string Threshold(int? old, int? @new) => $"{At(old)} → {At(@new)}";

    private static string At(int? units) => units is { } from ? Figures.Points(from) : "none";

    private static string Summary(FormulaChange formula)
    {
        var most = formula.Weights.MaxBy(w => Math.Abs(w.Difference))!;
        var largest =
            Math.Abs(most.Difference) < 0.0005
                ? "No weight changed."
                : $"The largest change is {most.Title}: {Change(most.Difference)} percentage points.";
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
            return " How far weights move by chance is not known: one of the models holds no standard errors of them.";
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
        weight.Old == 0 ? "new"
        : weight.New == 0 ? "left out"
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
