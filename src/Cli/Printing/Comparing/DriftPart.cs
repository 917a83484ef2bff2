using System.Globalization;
using HealthScore.Training.Comparison;
using HealthScore.Training.Comparison.Drifting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>Factors whose values have shifted by more than chance.</summary>
internal static class DriftPart
{
    private const int MostNamed = 12;

    public static void Print(Terminal terminal, ModelComparison comparison, string? data)
    {
        Layout.Heading(terminal, "Have the data changed?");
        FactorDrift[] shifted = [.. comparison.Drift.Where(drift => drift.IsShifted)];
        if (shifted.Length == 0)
        {
            Layout.Paragraph(
                terminal,
                $"No: none of {Figures.Of(comparison.Drift.Length, "factor")} has shifted by more than chance "
                    + "(population stability index)."
            );
            return;
        }

        var table = data is null
            ? Layout.Table("factor", ">new training rows to old")
            : Layout.Table("factor", ">training, new to old", ">rows to old", ">rows to new");
        foreach (var drift in shifted.Take(MostNamed))
        {
            IRenderable[] cells =
            [
                new Hanging(drift.Title),
                Cell(drift.TrainingRows),
                Cell(drift.RowsToOld),
                Cell(drift.RowsToNew),
            ];
            table.AddRow(data is null ? cells[..2] : cells);
        }

        Layout.Print(terminal, table);
        var more = shifted.Length > MostNamed ? $" {shifted.Length - MostNamed} more are in --json." : "";
        Layout.Paragraph(
            terminal,
            "Population stability index, in brackets what chance alone reaches; 0 is no change, above .25 is large. "
                + $"{Figures.Of(shifted.Length, "factor")} of {comparison.Drift.Length} shifted (bold) by more than "
                + "chance does in one comparison of twenty, all factors together. A formula learned in another "
                + "world deserves "
                + $"a look before it is used in this one.{more}"
        );
    }

    private static Text Cell(Stability? stability) =>
        stability is null
            ? new Text("-")
            : new Text(
                $"{Number(stability.Index)} ({Number(stability.Critical)})",
                stability.IsShifted ? Palette.Heading : Palette.MutedStyle
            );

    private static string Number(double number) => number.ToString("0.000", CultureInfo.InvariantCulture);
}
