using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Formula;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>What would have to change for an account to be green.</summary>
internal static class PathScreen
{
    private const string Columns =
        "Effort is counted as the configuration says, 1 a step where it says nothing; month: until when it can be "
        + "done. "
        + "A factor that nobody can move gets actionable: false in the configuration.";

    public static void Print(Terminal terminal, PathToGreen path, BandThresholds bands)
    {
        if (path.Status is PathStatus.NoScore or PathStatus.AlreadyGreen)
        {
            return;
        }

        Layout.Heading(terminal, "Path to green");
        foreach (var sentence in PathText.Of(path, bands))
        {
            Layout.Paragraph(terminal, sentence);
        }

        if (path is not { Cheapest: { } cheapest, FewestChanges: { } fewest })
        {
            return;
        }

        if (PathText.IsSame(cheapest, fewest))
        {
            Print(terminal, "The plan of least effort and of fewest changes", cheapest);
        }
        else
        {
            Print(terminal, "The plan of least effort", cheapest);
            Print(terminal, "The plan of fewest changes", fewest);
        }

        terminal.Console.WriteLine();
        Layout.Paragraph(terminal, $"{Columns} {PathToGreen.Promise}", Palette.MutedStyle);
    }

    private static void Print(Terminal terminal, string title, GreenPlan plan)
    {
        terminal.Console.WriteLine();
        Layout.Paragraph(terminal, $"{title}: {PathText.Outcome(plan)}", Palette.Heading);
        var table = Layout.Table("change", "from", "to", ">points", ">effort", ">month");
        foreach (var line in plan.Lines)
        {
            table.AddRow(
                new Hanging(line.Title),
                new Hanging(line.From),
                new Hanging(line.To),
                new Text(Figures.SignedPoints(line.Points)),
                new Text($"{line.Effort}"),
                new Text($"{line.Months}")
            );
        }

        Layout.Print(terminal, table);
    }
}
