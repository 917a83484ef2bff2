using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>Everything needed to work a score out again by hand.</summary>
internal static class ArithmeticScreen
{
    /// <summary>From this width on, the bin and the scale from 1 to 10 have columns too.</summary>
    private const int WideFrom = 110;

    /// <summary>Below this width the value stands behind the factor's name, not in a column of its own.</summary>
    private const int ValueColumnFrom = 96;

    public static void Print(Terminal terminal, Arithmetic arithmetic)
    {
        if (!arithmetic.Rows.IsEmpty)
        {
            Layout.Heading(terminal, "Where it comes from, the heaviest factor first");
            Layout.Print(terminal, Contributions(arithmetic, terminal.Width));
            if (arithmetic.Rows.Any(row => row.Factor.Contains(FormulaFactor.PairSign, StringComparison.Ordinal)))
            {
                Layout.Paragraph(terminal, Legend.Pairs, Palette.MutedStyle);
            }
        }

        Layout.Heading(terminal, "The arithmetic");
        foreach (var equation in arithmetic.Equations)
        {
            Layout.Paragraph(terminal, equation);
        }
    }

    private static Table Contributions(Arithmetic arithmetic, int width)
    {
        var table =
            width >= WideFrom
                ? Layout.Table("factor", "value", "bin", ">weight", ">× sub-score", ">= points", ">1 to 10")
            : width >= ValueColumnFrom ? Layout.Table("factor", "value", ">weight", ">× sub-score", ">= points")
            : Layout.Table("factor: value", ">weight", ">× sub-score", ">= points");
        var weights = Figures.Aligned(arithmetic.Rows.Select(row => row.Weight).Append("1"));
        var subScores = Figures.Aligned(arithmetic.Rows.Select(row => row.SubScore));
        var points = Figures.Aligned(arithmetic.Rows.Select(row => row.Points).Append(arithmetic.Health!));
        for (var k = 0; k < arithmetic.Rows.Length; k++)
        {
            var row = arithmetic.Rows[k];
            var style = row.Measured ? Style.Plain : Palette.MutedStyle;
            string[] cells =
                width >= WideFrom ? [row.Title, row.Value, row.Bin, weights[k], subScores[k], points[k], row.OneToTen]
                : width >= ValueColumnFrom ? [row.Title, row.Value, weights[k], subScores[k], points[k]]
                : [$"{row.Title}: {row.Value}", weights[k], subScores[k], points[k]];
            table.AddRow([new Hanging(cells[0], style), .. cells[1..].Select(cell => new Text(cell, style))]);
        }

        string[] sum =
            width >= WideFrom ? ["sum", "", "", weights[^1], "", points[^1], ""]
            : width >= ValueColumnFrom ? ["sum", "", weights[^1], "", points[^1]]
            : ["sum", weights[^1], "", points[^1]];
        return table.AddRow(sum.Select(cell => new Text(cell, Palette.Heading)));
    }
}
