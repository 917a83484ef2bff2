using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore explain</c>: the arithmetic of one score.</summary>
internal static class ExplainVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Data();
        var account = Choices.Text("--account", "ID", "the account");
        var asOf = Choices.AsOf("which of its days (the last if not given)");
        var json = Choices.Json();

        return new VerbCommand(
            "explain",
            "Prints the arithmetic of one account's score, so that anyone can check it by hand.",
            model,
            data,
            account,
            asOf,
            json
        )
        {
            Examples =
            [
                new("one account", "healthscore explain --model model --data customers.csv --account 7590-VHVEG"),
                new(
                    "on one day",
                    "healthscore explain --model model --data months.csv --account A-1001 --as-of 2026-03-31"
                ),
            ],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
