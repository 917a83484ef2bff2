using HealthScore.Core.Explaining.Changes;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>Why one account's health changed: both scores, then a table whose points sum to the difference.</summary>
internal static class LedgerScreen
{
    /// <summary>Lines of one cause that are named; the rest are one line.</summary>
    private const int MostLines = 6;

    /// <param name="terminal">Where it is printed.</param>
    /// <param name="ledger">What changed.</param>
    /// <param name="bands">Of the formula that scores the account now.</param>
    /// <param name="horizonDays">How far the churn probability looks.</param>
    public static void Print(Terminal terminal, ChangeLedger ledger, BandThresholds bands, int horizonDays)
    {
        Layout.Heading(
            terminal,
            $"Why the health of account {ledger.After.Account} changed, {LedgerText.Between(ledger)}"
        );
        Score(terminal, "before", ledger.Before);
        Score(terminal, "now", ledger.After);
        terminal.Console.WriteLine();
        Layout.Paragraph(terminal, LedgerText.Summary(ledger));
        if (ledger.Difference is not { } difference)
        {
            return;
        }

        Layout.Heading(terminal, "What made the difference, in points of health");
        var table = Layout.Table("what changed", "from", "to", ">points");
        foreach (var cause in Enum.GetValues<ChangeCause>())
        {
            Add(table, ledger, cause);
        }

        table.AddEmptyRow();
        Row(table, Palette.Heading, "health", Points(ledger.Before), Points(ledger.After), difference);
        Layout.Print(terminal, table);
        terminal.Console.WriteLine();
        foreach (var note in LedgerText.Notes(ledger).Append(Legend.Of(bands, horizonDays)))
        {
            Layout.Paragraph(terminal, note, Palette.MutedStyle);
        }
    }

    private static void Score(Terminal terminal, string when, AccountHealth health)
    {
        terminal.Console.Write(new Text($"  {when, -6}", Palette.MutedStyle));
        terminal.Console.Write(AccountScreen.Verdict(health));
    }

    private static void Add(Table table, ChangeLedger ledger, ChangeCause cause)
    {
        LedgerLine[] lines = [.. ledger.Lines.Where(line => line.Cause == cause)];
        var style = lines.Length == 0 ? Palette.MutedStyle : Palette.Heading;
        Row(table, style, LedgerText.Of(cause), "", "", ledger.Of(cause));
        foreach (var line in lines.Take(MostLines))
        {
            var isSame = line.From == line.To;
            Row(table, Style.Plain, "  " + line.Title, line.From, isSame ? "the same" : line.To, line.Points);
        }

        if (lines.Length > MostLines)
        {
            LedgerLine[] rest = lines[MostLines..];
            Row(table, Style.Plain, $"  {rest.Length} more", "", "", rest.Sum(line => line.Points));
        }
    }

    private static void Row(Table table, Style style, string what, string from, string to, int points) =>
        table.AddRow(
            new Hanging(what, style),
            new Hanging(from, style),
            new Hanging(to, style),
            new Text(Figures.SignedPoints(points), style)
        );

    private static string Points(AccountHealth health) => Figures.Points(health.HealthPoints!.Value);
}
