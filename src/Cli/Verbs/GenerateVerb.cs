using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore generate</c>: synthetic data with known truth.</summary>
internal static class GenerateVerb
{
    public static Command Create(Terminal terminal)
    {
        var accounts = new Option<int>("--accounts")
        {
            Description = "number of accounts",
            HelpName = "N",
            Required = true,
        };
        var months = new Option<int>("--months")
        {
            Description = "months observed",
            HelpName = "M",
            Required = true,
        };
        var seed = Choices.Seed("seed of everything that is drawn");
        var output = Choices.Out("DIR", "folder to write: the rows, and a folder truth beside them");
        var rows = Choices.Optional("--rows", "KIND", "decisions: one row a renewal decision");
        var replace = Choices.Replace("a folder");

        return new VerbCommand(
            "generate",
            "Makes accounts that never existed, with known truth beside them.",
            accounts,
            months,
            seed,
            output,
            rows,
            replace
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
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
