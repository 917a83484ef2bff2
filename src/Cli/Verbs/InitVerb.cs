using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore init</c>: infers a configuration.</summary>
internal static class InitVerb
{
    public static Command Create(Terminal terminal)
    {
        var data = Choices.Data();
        var label = Choices.Text("--label", "COL", "the column that says who left");
        var output = Choices.Out("FILE", "configuration to write (healthscore.yaml)");
        var churned = Choices.Optional(
            "--churned",
            "VALUE",
            "the value of the label that means: left (found if it is yes, true, 1, churned, lost or cancelled)"
        );
        var id = Choices.Optional("--id", "COL", "account id (found if there is one such column)");
        var asOf = Choices.Optional("--as-of", "COL", "day the row was true");
        var segment = Choices.Optional("--segment", "COL", "segment");
        var stage = Choices.Optional("--stage", "COL", "lifecycle stage");
        var value = Choices.Optional("--value", "COL", "annual value of the account");
        var exclude = Choices.Many("--exclude", "COL,COL", "columns that must not be used");
        var replace = Choices.Replace("a configuration");

        return new VerbCommand(
            "init",
            "Reads a file and writes a configuration: which column is what, and which are left out and why.",
            data,
            label,
            output,
            churned,
            id,
            asOf,
            segment,
            stage,
            value,
            exclude,
            replace
        )
        {
            Examples =
            [
                new("infer everything", "healthscore init --data customers.csv --label Churn --out healthscore.yaml"),
                new(
                    "say what cannot be guessed",
                    "healthscore init --data customers.csv --label status --churned lost --id customer_no --exclude notes --out healthscore.yaml"
                ),
            ],
            Notes = ["Nothing is asked: read the file it writes, it says in comments what to look at."],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
