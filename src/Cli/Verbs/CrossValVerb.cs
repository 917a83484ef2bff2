using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Evaluating;
using HealthScore.Cli.Printing.Json;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore crossval</c>: honest estimates by cross-validation.</summary>
internal static class CrossValVerb
{
    public static Command Create(Terminal terminal)
    {
        var learning = new LearningOptions();
        var folds = Choices.Optional(
            "--folds-column",
            "COL",
            "folds of your own, instead of five by a hash of the account"
        );
        var output = Choices.Optional("--out", "FILE", "scored rows, each by the formula that did not see it");
        var keep = Choices.Keep();
        return new VerbCommand(
            "crossval",
            "Trains on the other folds and scores each fold: how good the formula is on accounts it has not seen.",
            learning.Config,
            learning.Data,
            folds,
            output,
            keep,
            learning.Seed,
            learning.Threads,
            learning.Where,
            learning.Accept,
            learning.MaxPairs,
            learning.MaxFactors,
            learning.MustInclude,
            learning.Rejected,
            learning.Json
        )
        {
            Examples =
            [
                new("five folds", "healthscore crossval --config healthscore.yaml --data customers.csv"),
                new(
                    "your own folds, scored rows to a file",
                    "healthscore crossval --config healthscore.yaml --data customers.csv --folds-column fold "
                        + "--out scored.csv"
                ),
            ],
            Notes =
            [
                "Nothing of a fold enters its own model. Dated data are split by time blocks, unless you name folds.",
            ],
        }.Does(parsed =>
            Run(
                terminal,
                learning.Of(parsed),
                parsed.GetValue(folds),
                parsed.GetValue(output),
                Choices.Names(parsed.GetValue(keep))
            )
        );
    }

    private static int Run(Terminal terminal, LearningRequest request, string? folds, string? output, string[] keep)
    {
        using var progress = new Progress(terminal, TimeProvider.System);
        var list = output is null
            ? RejectedRows.ListForData(request.Data, request.Rejected)
            : RejectedRows.ListFor(output, request.Rejected);
        string[] texts = folds is null ? keep : [.. keep, folds];
        var rows = CheckedRows.Read(terminal, request, list, texts, progress);
        var plan = Plan(rows, folds, request.Settings.Seed);
        var result = CrossValidation.Run(
            rows.Table,
            rows.Configuration,
            plan,
            request.Settings,
            new StepProgress(progress)
        );
        if (output is not null)
        {
            Write(output, rows.Table, result, keep);
        }

        progress.Dispose();
        Print(terminal, request, rows, result, folds, output);
        return ExitCode.Ok;
    }

    private static FoldPlan Plan(CheckedRows rows, string? folds, ulong seed) =>
        folds is not null ? FoldPlan.ByColumn(rows.Table, folds)
        : rows.Table.AsOf is null ? FoldPlan.ByAccount(rows.Table, seed)
        : FoldPlan.ByTime(rows.Table, rows.Configuration.GapDays, seed);

    private static void Write(string output, TrainingTable table, CrossValidated result, string[] keep)
    {
        var scored = new CrossValidatedRows(result, table);
        var columns = new ScoredColumns { Keep = [.. keep], Folds = scored.Folds };
        ScoredOutput.Write(
            output,
            ScoredFile.SchemaOf(scored.Keys, columns),
            stream =>
                ScoredFile.Write(stream, table, scored.Keys, columns, (row, into) => scored.Fill(table, row, into))
        );
    }

    private static void Print(
        Terminal terminal,
        LearningRequest request,
        CheckedRows rows,
        CrossValidated result,
        string? folds,
        string? output
    )
    {
        if (folds is not null && rows.Table.AsOf is not null)
        {
            terminal.Remark(
                $"The folds of column '{folds}' are yours: test rows need not be later than training rows, and an "
                    + "account may stand on both sides."
            );
        }

        var empty = result.Folds.Count(fold => fold.Model is null);
        if (empty > 0)
        {
            terminal.Remark(
                $"In {empty} of {result.Folds.Length} folds no factor earned a weight: their rows get the base rate, "
                    + "without health and band."
            );
        }

        if (result.WouldBeWithheld > 0)
        {
            terminal.Remark($"{Figures.Of(result.WouldBeWithheld, "row")} would be withheld by the rules of coverage.");
        }

        if (request.Json)
        {
            JsonOutput.Print(terminal, json => MetricsJson.Write(json, AsPrinted(result)));
            return;
        }

        MetricsScreen.Print(terminal, result.Metrics);
        AgreementScreen.Print(terminal, result.Metrics, rows.Table.Catalog);
        BlocksScreen.Print(terminal, result.Metrics.Blocks, rows.Configuration.GapDays);
        if (output is not null)
        {
            Layout.Paragraph(terminal, $"{Figures.Of(rows.Table.RowCount, "row")} written to {output}.");
        }
    }

    private static MetricsDocument AsPrinted(CrossValidated result) =>
        result.Metrics with
        {
            Formula = result.Metrics.Formula with
            {
                FitSeconds = result.FormulaSeconds,
                PairsOfFolds = [.. result.Folds.Select(fold => fold.PairCount)],
            },
            Challenger = result.Metrics.Challenger is { } challenger
                ? challenger with
                {
                    FitSeconds = result.ChallengerSeconds,
                }
                : null,
        };
}
