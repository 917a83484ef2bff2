using HealthScore.Cli.Printing.Checking;
using HealthScore.Training.Comparison;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>What re-training changed, for people: the weights, how good, for whom, and in what world.</summary>
internal static class ComparisonScreen
{
    /// <param name="terminal">Where it is printed.</param>
    /// <param name="comparison">The whole of it.</param>
    /// <param name="names">The old model's directory, the new one's, and the file of rows or null.</param>
    /// <param name="day">The day that ages are told from.</param>
    public static void Print(
        Terminal terminal,
        ModelComparison comparison,
        (string Old, string New, string? Data) names,
        DateOnly day
    )
    {
        Layout.Heading(terminal, "Two models side by side");
        var table = Layout.Table("", "directory", "version", ">learned from", ">to");
        AddModel(table, "old", names.Old, comparison.Old);
        AddModel(table, "new", names.New, comparison.New);
        Layout.Print(terminal, table);
        ReviewScreen.Print(terminal, comparison.New.Model.Review, day);
        if (comparison.Old.Model.HorizonDays != comparison.New.Model.HorizonDays)
        {
            Layout.Warning(
                terminal,
                $"the old model looks {comparison.Old.Model.HorizonDays} days ahead, the new one "
                    + $"{comparison.New.Model.HorizonDays}: their probabilities are not of the same thing."
            );
        }

        PrintShort(terminal, comparison);
        WeightsPart.Print(terminal, comparison);
        FiguresPart.Print(terminal, comparison, names.Data);
        if (comparison.Bands is { } bands)
        {
            BandsPart.Print(terminal, bands);
        }

        DriftPart.Print(terminal, comparison, names.Data);
        GatesPart.Print(terminal, comparison.Gates);
    }

    /// <summary>What a reader in a hurry needs: better or worse, for whom, and if it may replace the old.</summary>
    private static void PrintShort(Terminal terminal, ModelComparison comparison)
    {
        string?[] said =
        [
            comparison.Metrics is { } metrics ? FiguresPart.Verdict(metrics) : null,
            comparison.Bands is { } bands ? BandsPart.Sentence(bands) : null,
            comparison.Gates.IsEmpty ? null : GatesPart.Verdict(comparison.Gates),
        ];
        if (said.All(sentence => sentence is null))
        {
            return;
        }

        Layout.Heading(terminal, "In short");
        foreach (var sentence in said.OfType<string>())
        {
            Layout.Paragraph(terminal, sentence);
        }
    }

    private static void AddModel(Table table, string name, string path, ComparedModel model) =>
        table.AddRow(
            new Text(name, Palette.Heading),
            new Text(Path.GetFileName(Path.TrimEndingDirectorySeparator(path))),
            new Text(model.Model.Version),
            new Text(Figures.Of(model.Created.Rows, "row")),
            new Text(model.Created.DataTo?.ToString("yyyy-MM-dd") ?? "undated")
        );
}
