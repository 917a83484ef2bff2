using HealthScore.Cli.Edge.Rows;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining;
using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>
/// One account's score: first what it is, why, and what would help; then the arithmetic that shows it.
/// </summary>
internal static class AccountScreen
{
    /// <summary>Factors named that should be measured first.</summary>
    private const int MostUnmeasured = 5;

    public static void Print(
        Terminal terminal,
        AccountRow row,
        Arithmetic arithmetic,
        PathToGreen path,
        HealthModel model
    )
    {
        var health = row.Health;
        var formula = model.FormulaOf(row.Snapshot).Formula;
        Layout.Heading(terminal, Sentence(arithmetic.Heading[0]));
        Layout.Paragraph(terminal, arithmetic.Heading[1], Palette.MutedStyle);
        Layout.Blank(terminal);
        terminal.Console.Write(Verdict(health));
        PrintSureness(terminal, health);
        if (health.HealthPoints is not null)
        {
            Layout.Blank(terminal);
            Layout.Paragraph(terminal, Legend.Of(health, formula.Bands, model.HorizonDays), Palette.MutedStyle);
        }

        if (!arithmetic.Reasons.IsEmpty)
        {
            Layout.Heading(terminal, health.HealthPoints is null ? "Why there is no score" : "Why it is not higher");
            foreach (var (k, reason) in arithmetic.Reasons.Index())
            {
                Layout.Paragraph(terminal, $"{k + 1}. {reason.Sentence}");
            }
        }

        if (health.Status == ScoreStatus.Withheld)
        {
            PrintUnmeasured(terminal, row.Snapshot, formula, model.Catalog);
        }

        PathScreen.Print(terminal, path, formula.Bands);
        ArithmeticScreen.Print(terminal, arithmetic);
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

    /// <summary>What to measure, the heaviest factor first.</summary>
    private static void PrintUnmeasured(
        Terminal terminal,
        Snapshot snapshot,
        HealthFormula formula,
        FactorCatalog catalog
    )
    {
        string[] unmeasured =
        [
            .. formula
                .Factors.Where(part => !part.IsPair && double.IsNaN(snapshot.Values[part.Index]))
                .OrderByDescending(part => part.Table.Best)
                .Select(part => $"{FactorTitles.Of(part, catalog)} ({Figures.Percent(part.Weight)} of the weight)"),
        ];
        if (unmeasured.Length > 0)
        {
            var more = unmeasured.Length > MostUnmeasured ? $" and {unmeasured.Length - MostUnmeasured} more" : "";
            Layout.Paragraph(
                terminal,
                $"Not measured, the heaviest first: {string.Join("; ", unmeasured.Take(MostUnmeasured))}{more}."
            );
        }
    }

    /// <summary>The interval, what the challenger says, and whether the band may as well be another.</summary>
    private static void PrintSureness(Terminal terminal, AccountHealth health)
    {
        var parts = new List<string>();
        if (health.Interval is { } interval)
        {
            parts.Add($"95 % interval {Figures.Percent(interval.Low)} to {Figures.Percent(interval.High)}");
        }

        if (health.ChallengerProbability is { } challenger)
        {
            parts.Add($"challenger {Figures.Percent(challenger)}");
        }

        if (parts.Count > 0)
        {
            Layout.Paragraph(terminal, string.Join("   ", parts));
        }

        if (IntervalText.Of(health) is [_, var uncertain])
        {
            Layout.Warning(terminal, uncertain + ".");
        }

        if (health.Status == ScoreStatus.LowConfidence)
        {
            Layout.Warning(
                terminal,
                $"only {Figures.WholePercent(health.Coverage)} of the weight was measured: measure more before acting "
                    + "on this score."
            );
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
