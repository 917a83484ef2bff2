using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore crossval</c>: honest estimates by cross-validation.</summary>
internal static class CrossValVerb
{
    public static Command Create(Terminal terminal)
    {
        var config = Choices.Config();
        var data = Choices.Data();
        var folds = Choices.Optional(
            "--folds-column",
            "COL",
            "folds of your own, instead of five by a hash of the account"
        );
        var output = Choices.Optional("--out", "FILE", "scored rows, each by the formula that did not see it");
        var keep = Choices.Keep();
        var seed = Choices.Seed();
        var where = Choices.Where();
        var accept = Choices.Accept();
        var rejected = Choices.Rejected();
        var json = Choices.Json();

        return new VerbCommand(
            "crossval",
            "Trains on the other folds and scores each fold: how good the formula is on accounts it has not seen.",
            config,
            data,
            folds,
            output,
            keep,
            seed,
            where,
            accept,
            rejected,
            json
        )
        {
            Examples =
            [
                new("five folds", "healthscore crossval --config healthscore.yaml --data customers.csv"),
                new(
                    "your own folds, scored rows to a file",
                    "healthscore crossval --config healthscore.yaml --data customers.csv --folds-column fold --out scored.csv"
                ),
            ],
            Notes = ["Nothing of a fold enters its own model. Dated data are split by time blocks."],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
