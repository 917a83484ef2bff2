using System.CommandLine;
using System.Net;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Accounts;
using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Scoring;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;
using HealthScore.Training.Fitting;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore demo</c>: the tour in one command.</summary>
internal static class DemoVerb
{
    private const string ConfigurationName = "healthscore.yaml";
    private const string ModelName = "healthscore-model";

    public static Command Create(Terminal terminal)
    {
        var data = Choices.Optional("--data", "FILE", "your own rows (.csv or .parquet) instead of the made-up ones");
        var label = Choices.Optional("--label", "COL", "the column that says who left; with --data");
        var churned = Choices.Optional("--churned", "VALUE", "the value of it that means: left");
        var exclude = Choices.Many("--exclude", "COL,COL", "columns that must not be used");
        var exit = Choices.Flag("--exit", "stop after the printout instead of serving");
        return new VerbCommand(
            "demo",
            "The tour in one command: init, check, train, explain, serve; on made-up accounts or your own file.",
            data,
            label,
            churned,
            exclude,
            exit
        )
        {
            Examples =
            [
                new("made-up accounts, then a server on free ports", "healthscore demo"),
                new("your own customers", "healthscore demo --data customers.csv --label Churn --churned Yes"),
            ],
            Notes =
            [
                $"On your own file it leaves {ConfigurationName} and {ModelName} behind in the current folder; a "
                    + $"{ConfigurationName} that is there already is used as it is. The server listens on this "
                    + "machine only.",
            ],
        }.Does(
            (parsed, _) =>
            {
                var after = parsed.GetValue(exit) ? AfterPrintout.Stop : AfterPrintout.Serve;
                if (parsed.GetValue(data) is not { } rows)
                {
                    return OnSample(terminal, after);
                }

                var options = new InferenceOptions(
                    parsed.GetValue(label) ?? throw Refusal.Usage("demo needs --label with --data.")
                )
                {
                    Churned = parsed.GetValue(churned),
                    Exclude = [.. Choices.Names(parsed.GetValue(exclude))],
                };
                return OnOwnFile(terminal, rows, options, after);
            }
        );
    }

    private static async Task<int> OnSample(Terminal terminal, AfterPrintout after)
    {
        var folder = Directory.CreateTempSubdirectory("healthscore-demo-").FullName;
        Sample.Write(folder);
        var data = Path.Combine(folder, Sample.Data);
        Step(terminal, 1, "init", "a first configuration, inferred from the file");
        var options = new InferenceOptions(Sample.Label)
        {
            Id = "account_id",
            AsOf = "as_of",
            Segment = "segment",
            Stage = "stage",
            Value = "arr",
            Exclude = ["csm", "renews_on", "region", "industry", "product_line", "term_months", "parent_account_id"],
        };
        InitVerb.Run(terminal, data, options, Path.Combine(folder, "inferred.yaml"), ExistingFile.Replace);
        Layout.Paragraph(
            terminal,
            $"A person went over it: {Sample.Configuration}, used from here on, adds pillars, directions, units "
                + "and ranges."
        );
        return await Tour(
            terminal,
            Path.Combine(folder, Sample.Configuration),
            data,
            Path.Combine(folder, "model"),
            after
        );
    }

    private static async Task<int> OnOwnFile(
        Terminal terminal,
        string data,
        InferenceOptions options,
        AfterPrintout after
    )
    {
        Step(terminal, 1, "init", "a configuration, inferred from your file");
        if (File.Exists(ConfigurationName))
        {
            Layout.Paragraph(terminal, $"{ConfigurationName} is there already and is used as it is.");
        }
        else
        {
            InitVerb.Run(terminal, data, options, ConfigurationName, ExistingFile.Refuse);
        }

        return await Tour(terminal, ConfigurationName, data, ModelName, after);
    }

    private static async Task<int> Tour(
        Terminal terminal,
        string configuration,
        string data,
        string output,
        AfterPrintout after
    )
    {
        var request = new LearningRequest(configuration, data) { Settings = FitSettings.Default };
        Step(terminal, 2, "check", "is the data fit to learn from?");
        if (CheckVerb.Run(terminal, request) is not ExitCode.Ok and var failed)
        {
            return failed;
        }

        Step(terminal, 3, "train", "the formula, and boosted trees beside it");
        var (loaded, _) = TrainVerb.Run(terminal, request, output, ExistingModel.Replace);
        Step(terminal, 4, "explain", "one account, with its arithmetic");
        var shown = new AccountRequest(data, AccountToShow(loaded.Model, data), AsOf: null);
        ExplainVerb.Run(terminal, loaded, shown, PathToGreen.UsualMonths, GapDetail.Summary, json: false);
        Step(terminal, 5, "serve", "the same score over gRPC and JSON");
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        await using var server = await ServeVerb.Start(terminal, loaded, free, free);
        terminal.Out.WriteLine($"try   curl http://{server.Http}/v1/formula");
        terminal.Out.WriteLine($"files {Path.GetDirectoryName(Path.GetFullPath(configuration))}");
        terminal.Flush();
        if (after == AfterPrintout.Serve)
        {
            terminal.Remark("Serving; Ctrl-C stops it.");
            await server.WaitForStopAsync();
        }

        return ExitCode.Ok;
    }

    /// <summary>The account of the lowest health on the newest day: the first one to call.</summary>
    private static string AccountToShow(HealthModel model, string data)
    {
        var table = TableReader.Read(data, TableSchema.From(model) with { Outcome = OutcomeReading.Ignored }).Table;
        var newest = table.AsOf?.Max();
        return Enumerable
                .Range(0, table.RowCount)
                .Where(row => newest is null || table.AsOf![row] == newest)
                .Select(row => HealthScorer.Score(TableSnapshots.Of(table, row, model.Input, asOf: null), model))
                .Where(health => health.HealthPoints is not null)
                .MinBy(health => health.HealthPoints)
                ?.Account
            ?? table.AccountOf(0);
    }

    private static void Step(Terminal terminal, int number, string verb, string what)
    {
        Layout.Step(terminal, $"{number} of 5  {verb}: {what}");
        terminal.Flush();
    }

    private enum AfterPrintout
    {
        Serve,
        Stop,
    }
}
