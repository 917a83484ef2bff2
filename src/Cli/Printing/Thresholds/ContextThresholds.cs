using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Bands;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Thresholds;

/// <summary>Where bands begin for each value of a context, and why there.</summary>
internal static class ContextThresholds
{
    public static void Print(Terminal terminal, ContextOffsets context, HealthModel model)
    {
        if (context.Values.IsEmpty)
        {
            Layout.Paragraph(
                terminal,
                $"Thresholds by {context.Name}: the rows do not speak for a difference, and all share theirs."
            );
            return;
        }

        var formula = model.Formulas.First(f => f.IsCommon);
        var table = Layout.Table(context.Name, ">rows", ">left", ">foretold", ">odds ×", ">yellow from", ">green from");
        foreach (var value in context.Values)
        {
            var bands = formula.For(value.Value).Bands;
            table.AddRow(
                new Text(value.Value),
                new Text(Figures.Count(value.Rows)),
                new Text(Figures.Count(value.Churned)),
                new Text(Figures.Count((int)Math.Round(value.Expected))),
                new Text($"{Logistic.Exp(value.Offset):F2}"),
                new Text(At(bands.YellowFrom)),
                new Text(At(bands.GreenFrom))
            );
        }

        Layout.Print(terminal, table);
        Layout.Blank(terminal);
        Layout.Paragraph(
            terminal,
            $"By {context.Name} thresholds stand at the same churn, not at the same health: more or fewer left than "
                + "the formula foretold. The fewer the rows, the nearer to the thresholds of all accounts, which hold "
                + "for every other value. A score's churn probability remains the formula's."
        );
    }

    private static string At(int? from) =>
        from is > 0 ? $"{PointsText.AsDecimal(from.Value):0.##}" : BandText.Threshold(from);
}
