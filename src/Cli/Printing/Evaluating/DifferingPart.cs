using System.Globalization;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Factors;
using HealthScore.Training.Evaluation.Agreement;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Evaluating;

/// <summary>The accounts that formula and challenger answer most differently, and why.</summary>
internal static class DifferingPart
{
    private const int MostListed = 5;

    /// <summary>From this width on a row names three factors, else the first.</summary>
    private const int AllDriversFrom = 110;

    private const string Legend =
        "Why: noise, the challenger lies within the formula's own 95 % interval; unseen value, training never saw it; "
        + "segment, the challenger knows none; combination, factors act together in the trees; curve, single factors "
        + "are worth other amounts to them. What differs most: log-odds of churn, challenger less formula.";

    public static void Print(Terminal terminal, ModelAgreement agreement, FactorCatalog catalog)
    {
        if (!agreement.Kinds.IsEmpty)
        {
            Layout.Paragraph(terminal, Kinds(agreement, catalog));
        }

        if (agreement.Differing.IsEmpty)
        {
            return;
        }

        Layout.Blank(terminal);
        var table = Layout.Table("farthest apart", ">formula", ">challenger", "why", "what differs most");
        foreach (var row in agreement.Differing.Take(MostListed))
        {
            table.AddRow(
                new Text(row.AsOf is { } day ? $"{row.Account} {Day(day)}" : row.Account),
                new Text(Figures.Percent(row.Gap.FormulaProbability), new Style(Palette.ColourOf(row.FormulaBand))),
                new Text(Figures.Percent(row.Gap.TreesProbability), new Style(Palette.ColourOf(row.ChallengerBand))),
                new Text(Word(row.Gap.Kind)),
                new Text(Drivers(row.Gap, catalog, terminal.Width >= AllDriversFrom ? AnswerGap.MostDrivers : 1))
            );
        }

        Layout.Print(terminal, table);
        Layout.Paragraph(terminal, Legend, Palette.MutedStyle);
    }

    /// <summary>"Of the 813 rows in different bands: noise 400 (most often Tenure), a combination 300 (...)."</summary>
    private static string Kinds(ModelAgreement agreement, FactorCatalog catalog)
    {
        var all = agreement.Kinds.Sum(kind => kind.Rows);
        var kinds = agreement.Kinds.Select(kind =>
            $"{Word(kind.Kind)} {Figures.Count(kind.Rows)} ({Figures.WholePercent(kind.Rows / (double)all)}"
            + (kind.Leading.IsEmpty ? ")" : $", most often {Title(kind.Leading[0].Factor, catalog)})")
        );
        return $"Why {Figures.Of(all, "row")} are in different bands: {string.Join("; ", kinds)}.";
    }

    private static string Drivers(AnswerGap gap, FactorCatalog catalog, int most) =>
        string.Join(
            ", ",
            gap.Drivers.Take(most).Select(d => $"{Title(d.Factor, catalog)} {GapText.Signed(d.Difference)}")
        );

    private static string Word(GapKind kind) => GapWords.Of(kind).Replace('_', ' ');

    private static string Title(string factor, FactorCatalog catalog) => catalog[catalog.IndexOf(factor)].Title;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
