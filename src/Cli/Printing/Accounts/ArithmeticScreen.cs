using HealthScore.Core.Explaining;
using HealthScore.Core.Scoring;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>One account's score with everything needed to work it out again by hand.</summary>
internal static class ArithmeticScreen
{
    /// <summary>From this width on, the bin and the scale from 1 to 10 have columns too.</summary>
    private const int WideFrom = 110;

    /// <summary>Below this width the value stands behind the factor's name, not in a column of its own.</summary>
    private const int ValueColumnFrom = 96;

    public static void Print(Terminal terminal, AccountHealth health, Arithmetic arithmetic)
    {
        Layout.Heading(terminal, Sentence(arithmetic.Heading[0]));
        Layout.Paragraph(terminal, arithmetic.Heading[1], Palette.MutedStyle);
        Layout.Blank(terminal);
        terminal.Console.Write(Verdict(health));
        if (!arithmetic.Rows.IsEmpty)
        {
            Layout.Heading(terminal, "Where it comes from");
            Layout.Print(terminal, Contributions(arithmetic, terminal.Width));
        }

        Section(terminal, "The arithmetic", arithmetic.Equations);
        if (!arithmetic.Reasons.IsEmpty)
        {
            Section(
                terminal,
                "Why it is not higher",
                arithmetic.Reasons.Select((reason, k) => $"{k + 1}. {reason.Sentence}")
            );
        }

        Section(terminal, "How to read it", arithmetic.Meaning);
    }

    /// <summary>
    /// "health 41.23 of 100  ■ red  churn probability 62.3 %": one line, the same wherever a score is shown.
    /// </summary>
    internal static Paragraph Verdict(AccountHealth health)
    {
        var line = new Paragraph();
        line.Append("  ");
        if (health is { HealthPoints: { } points, Band: { } band, ChurnProbability: { } probability })
        {
            line.Append($"health {Figures.Points(points)} of 100", Palette.Heading);
            line.Append("   ");
            line.Append(Palette.Words(band), new Style(Palette.ColourOf(band), decoration: Decoration.Bold));
            line.Append($"   churn probability {Figures.Percent(probability)}");
            if (health.ChallengerProbability is { } challenger)
            {
                line.Append($"   (challenger {Figures.Percent(challenger)})", Palette.MutedStyle);
            }
        }
        else
        {
            line.Append($"no score: {Palette.Words(health.Status)}", Palette.Heading);
        }

        if (health.Status == ScoreStatus.LowConfidence)
        {
            line.Append("   low confidence", new Style(Palette.Yellow));
        }

        line.Append("\n");
        return line;
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
            table.AddRow(cells.Select(cell => new Text(cell, style)));
        }

        string[] sum =
            width >= WideFrom ? ["sum", "", "", weights[^1], "", points[^1], ""]
            : width >= ValueColumnFrom ? ["sum", "", weights[^1], "", points[^1]]
            : ["sum", weights[^1], "", points[^1]];
        return table.AddRow(sum.Select(cell => new Text(cell, Palette.Heading)));
    }

    private static void Section(Terminal terminal, string heading, IEnumerable<string> lines)
    {
        Layout.Heading(terminal, heading);
        foreach (var line in lines)
        {
            Layout.Paragraph(terminal, line);
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
