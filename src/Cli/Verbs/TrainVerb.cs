using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore train</c>: learns a model.</summary>
internal static class TrainVerb
{
    public static Command Create(Terminal terminal)
    {
        var config = Choices.Config();
        var data = Choices.Data();
        var output = Choices.Out("DIR", "model directory to write");
        var seed = Choices.Seed();
        var replace = Choices.Replace("a model directory");
        var where = Choices.Where();
        var accept = Choices.Accept();
        var rejected = Choices.Rejected();
        var json = Choices.Json();

        return new VerbCommand(
            "train",
            "Learns the formula and its challenger, and writes a model directory.",
            config,
            data,
            output,
            seed,
            replace,
            where,
            accept,
            rejected,
            json
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
                "Runs check first and stops (exit 3) where a finding blocks. Same rows and same seed give the same bytes. Exits 4 and writes nothing where no factor says who leaves.",
            ],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
