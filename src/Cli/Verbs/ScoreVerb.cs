using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore score</c>: scores a file.</summary>
internal static class ScoreVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Data();
        var output = Choices.Out("FILE", "scored rows to write");
        var contributions = Choices.Flag("--contributions", "add what each factor contributed, in points");
        var keep = Choices.Keep();
        var asOf = Choices.AsOf("day the rows were true, where the file has no such column");
        var strict = Choices.Flag("--strict", "refuse the file for one bad cell or unknown level");
        var where = Choices.Where();
        var rejected = Choices.Rejected();
        var replace = Choices.Replace("a file");
        var json = Choices.Json();

        return new VerbCommand(
            "score",
            "Scores every row of a file, in its order.",
            model,
            data,
            output,
            contributions,
            keep,
            asOf,
            strict,
            where,
            rejected,
            replace,
            json
        )
        {
            Examples =
            [
                new("score a file", "healthscore score --model model --data customers.csv --out scored.csv"),
                new(
                    "with the arithmetic, and two columns of yours",
                    "healthscore score --model model --data customers.csv --out scored.csv --contributions --keep owner,region"
                ),
            ],
            Notes =
            [
                "A bad cell withholds the score of its row (reason_1 says invalid:<factor>) and the run goes on; --strict refuses the file instead. A missing column always does.",
            ],
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
