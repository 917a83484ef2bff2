using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore demo</c>: the tour in one command.</summary>
internal static class DemoVerb
{
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
                "On your own file it leaves healthscore.yaml and the model directory behind, here. The server listens on this machine only.",
            ],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
