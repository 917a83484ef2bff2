using System.Globalization;
using HealthScore.Core.Formula;
using HealthScore.Training.Comparison;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>Who changes band, and the value that moves with them.</summary>
internal static class BandsPart
{
    /// <summary>Accounts named; --json has them all.</summary>
    private const int MostNamed = 12;

    private static readonly Band?[] Order = [Band.Green, Band.Yellow, Band.Red, null];

    public static void Print(Terminal terminal, BandMoves bands)
    {
        var day = bands.AsOf is { } asOf ? $" on {asOf:yyyy-MM-dd}" : "";
        Layout.Heading(terminal, $"Bands of {Figures.Of(bands.Accounts, "account")}{day}");
        Layout.Print(terminal, Matrix(bands));
        Layout.Paragraph(
            terminal,
            bands.Cells.Any(cell => cell.Value is not null)
                ? "Rows: the old model's bands; columns: the new one's. Accounts, in brackets their value a year."
                : "Rows: the old model's bands; columns: the new one's. Accounts.",
            Palette.MutedStyle
        );
        Layout.Paragraph(terminal, Sentence(bands));
        if (bands.Changed.IsEmpty)
        {
            return;
        }

        var hasValue = bands.Changed.Any(account => account.Value is not null);
        Layout.Heading(
            terminal,
            hasValue ? "Who changes band, the most valuable first" : "Who changes band, the largest changes first"
        );
        Layout.Print(terminal, Changed(bands, hasValue));
        if (bands.Changed.Length > MostNamed)
        {
            Layout.Paragraph(
                terminal,
                $"and {Figures.Count(bands.Changed.Length - MostNamed)} more; --json lists them all.",
                Palette.MutedStyle
            );
        }
    }

    /// <summary>Old bands as rows, new ones as columns; accounts and below them their value.</summary>
    private static Table Matrix(BandMoves bands)
    {
        Band?[] shown = [.. Order.Where(band => bands.Cells.Any(cell => cell.Old == band || cell.New == band))];
        var table = Layout.Table(["old \\ new", .. shown.Select(band => $">{Words(band)}")]);
        foreach (var old in shown)
        {
            var cells = shown.Select(@new =>
            {
                var cell = bands.Cells.FirstOrDefault(c => c.Old == old && c.New == @new);
                var text = cell is null ? "-" : Cell(cell);
                return new Text(text, old == @new ? Palette.MutedStyle : Style.Plain);
            });
            table.AddRow([new Text(Words(old), StyleOf(old)), .. cells]);
        }

        return table;
    }

    private static string Cell(BandMove cell) =>
        cell.Value is { } value ? $"{Figures.Count(cell.Accounts)} ({Amount(value)})" : Figures.Count(cell.Accounts);

    internal static string Sentence(BandMoves bands)
    {
        if (bands.Changed.IsEmpty)
        {
            return "No account changes band.";
        }

        var (better, worse) = (bands.Moving(1), bands.Moving(-1));
        return $"{Figures.Of(better.Accounts, "account")}{Worth(better.Value)} move to a better band, "
            + $"{Figures.Count(worse.Accounts)}{Worth(worse.Value)} to a worse one.";
    }

    private static string Worth(decimal? value) => value is { } known and > 0 ? $" worth {Amount(known)} a year" : "";

    private static Table Changed(BandMoves bands, bool hasValue)
    {
        var table = hasValue
            ? Layout.Table("account", ">value", "old", ">churn probability", "new", ">churn probability")
            : Layout.Table("account", "old", ">churn probability", "new", ">churn probability");
        foreach (var account in bands.Changed.Take(MostNamed))
        {
            Text[] cells =
            [
                new Text(account.Account),
                new Text(account.Value is { } value ? Amount(value) : "-"),
                new Text(Words(account.Old.Band), StyleOf(account.Old.Band)),
                new Text(Churn(account.Old.ChurnProbability)),
                new Text(Words(account.New.Band), StyleOf(account.New.Band)),
                new Text(Churn(account.New.ChurnProbability)),
            ];
            table.AddRow(hasValue ? cells : [cells[0], .. cells[2..]]);
        }

        return table;
    }

    /// <summary>Of the two models only probabilities are on one scale; health is on each formula's own.</summary>
    private static string Churn(double? probability) => probability is { } known ? Figures.Percent(known) : "-";

    private static string Amount(decimal value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Words(Band? band) => band is { } known ? Palette.Words(known) : "no score";

    private static Style StyleOf(Band? band) =>
        band is { } known ? new Style(Palette.ColourOf(known)) : Palette.MutedStyle;
}
