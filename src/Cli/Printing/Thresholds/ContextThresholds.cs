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

        Layout.Heading(terminal, $"Thresholds by {context.Name}");
        var formula = model.Formulas.First(f => f.IsCommon);
        var table = Layout.Table(context.Name, ">rows", ">left", ">expected", ">odds ×", ">yellow from", ">green from");
        foreach (var value in context.Values)
        {
            var bands = formula.For(value.Value).Bands;
            table.AddRow(
                new Hanging(value.Value),
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
            $"Expected: how many would have left if {context.Name} made no difference; odds ×: how much likelier they "
                + "leave than the formula says, drawn towards 1 the more the fewer rows there are. A band so means the "
                + $"same churn in every {context.Name}, at another health; any other {context.Name} has the thresholds "
                + "of "
                + "all accounts. The churn probability of a score stays the formula's."
        );
    }

    private static string At(int? from) => from is > 0 ? Figures.Points(from.Value) : BandText.Threshold(from);
}
