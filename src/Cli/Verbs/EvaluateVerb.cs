using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore evaluate</c>: metrics on new labelled rows.</summary>
internal static class EvaluateVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Data();
        var where = Choices.Where();
        var json = Choices.Json();

        return new VerbCommand(
            "evaluate",
            "Measures a model on new rows whose outcome is known.",
            model,
            data,
            where,
            json
        )
        {
            Examples =
            [
                new("metrics", "healthscore evaluate --model model --data last_quarter.csv"),
                new(
                    "one region only",
                    "healthscore evaluate --model model --data last_quarter.csv --where region=EMEA --json"
                ),
            ],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
