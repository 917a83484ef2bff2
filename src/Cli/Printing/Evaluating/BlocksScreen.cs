using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Training.Evaluation;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Evaluating;

/// <summary>Walk-forward, block by block: does the formula hold as time goes on?</summary>
internal static class BlocksScreen
{
    /// <param name="terminal">Where it is printed.</param>
    /// <param name="blocks">In order of time; none prints nothing.</param>
    /// <param name="gapDays">Days between the rows that teach and the block.</param>
    public static void Print(Terminal terminal, ImmutableArray<BlockFigures> blocks, int gapDays)
    {
        if (blocks.IsEmpty)
        {
            return;
        }

        Layout.Heading(terminal, "Walk-forward: each block by a formula of the past alone");
        var table = Layout.Table("block", ">learned from", ">rows", ">left", ">AUC", ">log-loss", ">prior", ">slope");
        foreach (var block in blocks)
        {
            table.AddRow(
                $"{Day(block.From)} to {Day(block.To)}",
                Figures.Count(block.TrainedRows),
                Figures.Count(block.Rows),
                Figures.Count(block.Churned),
                Short(block.Auc, "0.000"),
                Short(block.LogLoss, "0.000"),
                Short(block.PriorLogLoss, "0.000"),
                Short(block.CalibrationSlope, "0.00")
            );
        }

        Layout.Print(terminal, table);
        Layout.Paragraph(
            terminal,
            $"A row taught a block only if it was more than {gapDays} days older than the block's first day: lead, "
                + "horizon and embargo, so that no outcome of the future entered. Prior: the log-loss of saying the "
                + "base rate of those rows to everyone."
        );
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Short(double? number, string format) =>
        number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
