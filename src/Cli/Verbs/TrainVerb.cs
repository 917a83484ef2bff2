using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Json;
using HealthScore.Cli.Printing.Learning;
using HealthScore.Core.ModelFiles;
using HealthScore.Training;
using HealthScore.Training.Comparison;
using HealthScore.Training.Configuration;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore train</c>: learns a model.</summary>
internal static class TrainVerb
{
    public static Command Create(Terminal terminal)
    {
        var learning = new LearningOptions();
        var output = Choices.Out("DIR", "model directory to write");
        var replace = Choices.Replace("a model directory");
        var plots = Choices.Optional("--plots", "DIR", "also draw curves, weights and calibration, as SVG files");
        return new VerbCommand(
            "train",
            "Learns the formula and its challenger, and writes a model directory.",
            learning.Config,
            learning.Data,
            output,
            learning.Seed,
            learning.Threads,
            replace,
            learning.Where,
            learning.Accept,
            learning.MaxPairs,
            learning.MaxFactors,
            learning.MustInclude,
            learning.Rejected,
            plots,
            learning.Json
        )
        {
            Examples =
            [
                new("learn", "healthscore train --config healthscore.yaml --data customers.csv --out model"),
                new(
                    "learn again in its place",
                    "healthscore train --config healthscore.yaml --data customers.csv --out model --replace"
                ),
            ],
            Notes =
            [
                "Runs check first and stops (exit 3) where a finding blocks. Same rows and same seed give the same "
                    + "bytes. Exits 4 and writes nothing where no factor says who leaves.",
            ],
        }.Does(parsed =>
        {
            var existing = parsed.GetValue(replace) ? ExistingModel.Replace : ExistingModel.Refuse;
            return Run(terminal, learning.Of(parsed), parsed.GetValue(output)!, existing, parsed.GetValue(plots));
        });
    }

    private static int Run(
        Terminal terminal,
        LearningRequest request,
        string output,
        ExistingModel existing,
        string? plots
    )
    {
        if (plots is not null)
        {
            PlotFiles.RequireFolder(plots, output);
        }

        var (loaded, account) = Run(terminal, request, output, existing);
        if (plots is not null)
        {
            PlotFiles.Write(terminal, plots, loaded);
        }

        if (!request.Json)
        {
            TrainingScreen.PrintNext(terminal, request.Data, account, output);
        }

        return ExitCode.Ok;
    }

    /// <summary>
    /// Checks, learns, writes and prints; returns the model as it was read back, and the first account.
    /// </summary>
    internal static (LoadedModel Model, string Account) Run(
        Terminal terminal,
        LearningRequest request,
        string output,
        ExistingModel existing
    )
    {
        Outputs.RequireNew(
            output,
            existing == ExistingModel.Replace ? "" : "--replace swaps it for the new one, whole."
        );
        using var progress = new Progress(terminal, TimeProvider.System);
        var rows = CheckedRows.Read(terminal, request, RejectedRows.ListFor(output, request.Rejected), [], progress);
        var outcome = TrainingRun.Train(
            rows.Table,
            rows.Configuration,
            request.Settings,
            rows.Accepted,
            ProgramVersion.Text,
            new StepProgress(progress)
        );
        var contents =
            outcome.Contents
            ?? throw new Refusal(ExitCode.GateFailed, outcome.Refusal) { Hints = ["Nothing was written."] };
        RequireSmallGap(rows.Configuration, outcome.Metrics);
        progress.Report("writing the model", 0, 0, "");
        var loaded = Write(output, contents, existing);
        progress.Dispose();
        if (request.Json)
        {
            TrainingJson.Print(terminal, output, loaded, outcome);
        }
        else
        {
            TrainingScreen.Print(terminal, request, rows, outcome, loaded.Model, output);
        }

        return (loaded, rows.Table.AccountOf(0));
    }

    private static LoadedModel Write(string output, ModelContents contents, ExistingModel existing)
    {
        try
        {
            return ModelDirectory.Write(output, contents, existing);
        }
        catch (IOException refused) when (Path.Exists(output) && refused is not DirectoryNotFoundException)
        {
            throw Refusal.Usage(refused.Message);
        }
    }

    private static IEnumerable<string> IntervalOf(MetricsDocument metrics) =>
        metrics.Agreement?.All.Auc is { Low: { } low, High: { } high }
            ? [$"Its 95 % interval on held-out rows is {Figures.Metric(-high)} to {Figures.Metric(-low)}."]
            : [];

    private static void RequireSmallGap(HealthConfiguration configuration, MetricsDocument metrics)
    {
        if (Gate.AtTraining(configuration.Rules, metrics) is { Fails: true } gate)
        {
            throw new Refusal(
                ExitCode.GateFailed,
                $"the formula's AUC is {Figures.Metric(gate.Value)} below the challenger's; the configuration allows "
                    + $"{Figures.Metric(gate.Limit)}."
            )
            {
                Hints =
                [
                    .. IntervalOf(metrics),
                    $"Nothing was written. --accept {gate.Id} writes the model all the same and records it.",
                ],
            };
        }
    }
}
