using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing.Checking;
using HealthScore.Cli.Printing.Evaluating;
using HealthScore.Cli.Printing.Thresholds;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Training;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Printing.Learning;

/// <summary>What was learned: from which rows, the formula, how good it is, the bands, and what to do next.</summary>
internal static class TrainingScreen
{
    public static void Print(
        Terminal terminal,
        LearningRequest request,
        CheckedRows rows,
        TrainingOutcome outcome,
        HealthModel model,
        string output
    )
    {
        Layout.Heading(terminal, $"Learned from {Path.GetFileName(request.Data)}");
        Layout.Paragraph(terminal, Rows(rows));
        ReviewScreen.Print(terminal, model.Review, Today.OrNewest(rows.Table.AsOf));
        WarnOfPillars(terminal, model);
        FormulaScreen.Print(terminal, model);
        SegmentScreen.Print(terminal, model, outcome);
        MetricsScreen.Print(terminal, outcome.Metrics);
        AgreementScreen.Print(terminal, outcome.Metrics, model.Catalog);
        if (outcome.WithoutLimit is { } all && request.Settings.Limit is { } limit)
        {
            Layout.Paragraph(terminal, Price(outcome.Metrics.Formula, all, limit.Most));
        }

        ThresholdsScreen.Print(terminal, outcome.Metrics, model);
        Layout.Heading(terminal, $"Model {model.Version} written to {output}");
    }

    private static string Rows(CheckedRows rows)
    {
        var table = rows.Table;
        var churned = table.Outcomes.Count(o => o == Outcome.Churned);
        var unknown = table.Outcomes.Count(o => o == Outcome.Unknown);
        var known = table.RowCount - unknown;
        var notYet = unknown == 0 ? "" : $"; {Figures.Count(unknown)} more whose outcome is not known yet";
        var accepted = rows.Accepted.IsEmpty ? "" : $" Accepted: {string.Join(", ", rows.Accepted)}.";
        return $"{Figures.Of(known, "row")}, {Figures.Count(churned)} of which left "
            + $"({Figures.Percent((double)churned / known)}){notYet}; "
            + $"{Figures.Of(table.Catalog.Count, "factor")}.{accepted}";
    }

    /// <summary>What making do with few factors costs, on rows that neither formula saw.</summary>
    internal static string Price(MetricsPart few, MetricsPart all, int most) =>
        $"The price of at most {Figures.Of(most, "factor")}, chosen in each fold anew: AUC {Figures.Metric(few.Auc)} "
        + $"instead of {Figures.Metric(all.Auc)}, log-loss {Figures.Metric(few.LogLoss)} instead of "
        + $"{Figures.Metric(all.LogLoss)}.";

    private static void WarnOfPillars(Terminal terminal, HealthModel model)
    {
        var pillars = model.Catalog.Factors.Select(f => f.Pillar).Distinct(StringComparer.Ordinal).ToArray();
        if (pillars.Length < 2)
        {
            Layout.Warning(
                terminal,
                $"every factor is of pillar '{pillars[0]}': name at least two pillars in the configuration, so that "
                    + "one kind of signal cannot make a score alone (required_pillars)."
            );
        }
    }

    /// <summary>What to do with the model, by an account of the data.</summary>
    public static void PrintNext(Terminal terminal, string data, string account, string output)
    {
        var (rows, model) = (Layout.Quoted(data), Layout.Quoted(output));
        Layout.Next(
            terminal,
            (
                "one account: why its score is what it is, and what would help",
                $"healthscore explain --model {model} --data {rows} --account {Layout.Quoted(account)}"
            ),
            ("all of them", $"healthscore score --model {model} --data {rows} --out scored.csv"),
            ("answers over gRPC and JSON", $"healthscore serve --model {model}")
        );
    }
}
