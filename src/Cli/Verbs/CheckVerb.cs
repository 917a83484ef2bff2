using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore check</c>: data-quality checks.</summary>
internal static class CheckVerb
{
    public static Command Create(Terminal terminal)
    {
        var config = Choices.Config();
        var data = Choices.Data();
        var where = Choices.Where();
        var accept = Choices.Accept();
        var rejected = Choices.Rejected();
        var json = Choices.Json();

        return new VerbCommand(
            "check",
            "Checks the quality of the data before anything is learned or scored.",
            config,
            data,
            where,
            accept,
            rejected,
            json
        )
        {
            Examples =
            [
                new("all checks", "healthscore check --config healthscore.yaml --data customers.csv"),
                new(
                    "for a pipeline",
                    "healthscore check --config healthscore.yaml --data customers.csv --json > findings.json"
                ),
            ],
            Notes = ["Exits 3 where a finding blocks. Q01 and Q30 cannot be accepted."],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
