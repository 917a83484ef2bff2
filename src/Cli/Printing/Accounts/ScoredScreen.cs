using HealthScore.Core.Formula;
using HealthScore.Training.Exports;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>What came of scoring a file: rows by band, and rows without a score with the reason.</summary>
internal static class ScoredScreen
{
    public static void Print(Terminal terminal, ScoredCounts counts)
    {
        var table = Layout.Table("", ">rows", ">share");
        AddBand(table, Band.Red, counts.Red, counts.Rows);
        AddBand(table, Band.Yellow, counts.Yellow, counts.Rows);
        AddBand(table, Band.Green, counts.Green, counts.Rows);
        AddOther(table, "of these with low confidence", counts.LowConfidence, counts.Rows);
        AddOther(table, "withheld: too little was measured", counts.Withheld, counts.Rows);
        AddOther(table, "withheld: a value could not be read", counts.Invalid, counts.Rows);
        AddOther(table, "no score: notice was given", counts.InNotice, counts.Rows);
        Layout.Print(terminal, table);
    }

    private static void AddBand(Table table, Band band, int rows, int all) =>
        table.AddRow(Palette.BandText(band), new Text(Figures.Count(rows)), new Text(Share(rows, all)));

    private static void AddOther(Table table, string what, int rows, int all)
    {
        if (rows > 0)
        {
            table.AddRow(new Text(what), new Text(Figures.Count(rows)), new Text(Share(rows, all)));
        }
    }

    private static string Share(int rows, int all) => all == 0 ? "-" : Figures.Percent((double)rows / all);
}
