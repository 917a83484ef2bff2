using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Training.Synthetic;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore generate</c>: synthetic data with known truth.</summary>
internal static class GenerateVerb
{
    public static Command Create(Terminal terminal)
    {
        var accounts = Choices.Whole("--accounts", "number of accounts", from: 1);
        var months = Choices.Whole(
            "--months",
            $"months observed, {GeneratorSettings.LeastMonths} or more",
            from: GeneratorSettings.LeastMonths
        );
        var seed = Choices.Seed("seed of everything that is drawn");
        var output = Choices.Out("DIR", "folder to write: the rows, their configuration, and a folder truth");
        var rows = Choices.Optional(
            "--rows",
            "KIND",
            "decisions: one row a decision to stay or leave (the only kind yet)"
        );
        rows.AcceptOnlyFromAmong("decisions");
        var mode = Choices.Optional(
            "--mode",
            "MODE",
            "direct: who leaves depends on the factors themselves (the only one yet)"
        );
        mode.AcceptOnlyFromAmong("direct");
        return new VerbCommand(
            "generate",
            "Makes accounts that never existed, with known truth beside them.",
            accounts,
            months,
            seed,
            output,
            rows,
            mode
        )
        {
            Examples =
            [
                new(
                    "the sample of this project",
                    "healthscore generate --accounts 1500 --months 24 --seed 1 --rows decisions --out sample"
                ),
            ],
            Notes = ["Training never reads the truth folder: it holds weights, probabilities and decisions."],
        }.Does(parsed =>
            Run(
                terminal,
                new GeneratorSettings(parsed.GetValue(accounts), parsed.GetValue(months), parsed.GetValue(seed)),
                parsed.GetValue(output)!
            )
        );
    }

    private static int Run(Terminal terminal, GeneratorSettings settings, string output)
    {
        using var progress = new Progress(terminal, TimeProvider.System);
        progress.Report("drawing accounts", 0, 0, "");
        var data = DataGenerator.Generate(settings);
        GeneratedFiles.Write(data, output);
        progress.Dispose();
        Layout.Heading(
            terminal,
            $"Made {Figures.Of(settings.Accounts, "account")} over {settings.Months} months in {output}"
        );
        var churned = data.Decisions.Count(d => d.Churned is true);
        var unknown = data.Decisions.Count(d => d.Churned is null);
        Layout.Paragraph(
            terminal,
            $"{Figures.Of(data.Decisions.Length, "decision")}: {Figures.Count(churned)} left, {Figures.Count(unknown)} "
                + "whose outcome is not known yet."
        );
        Layout.Paragraph(
            terminal,
            $"{GeneratedFiles.Decisions} and {GeneratedFiles.ConfigurationName} are for training; truth/ says what "
                + "these accounts really decide by."
        );
        var (configuration, rows) = (GeneratedFiles.ConfigurationName, GeneratedFiles.Decisions);
        Layout.Blank(terminal);
        Layout.Next(
            terminal,
            (
                "learn from them",
                $"healthscore train --config {Layout.Quoted(Path.Combine(output, configuration))} "
                    + $"--data {Layout.Quoted(Path.Combine(output, rows))} --out model"
            )
        );
        return ExitCode.Ok;
    }
}
