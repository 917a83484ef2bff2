using System.CommandLine;
using System.Text.Json.Nodes;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Checking;
using HealthScore.Cli.Printing.Json;
using HealthScore.Training.Quality;

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
        var rejected = Choices.Rejected("DATA.rejected.csv in the current folder");
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
        }.Does(parsed =>
        {
            var request = new LearningRequest(parsed.GetValue(config)!, parsed.GetValue(data)!)
            {
                Where = RowFilters.Of(parsed.GetValue(where)),
                Accept = Choices.Names(parsed.GetValue(accept)),
                Rejected = parsed.GetValue(rejected),
                Json = parsed.GetValue(json),
            };
            return Run(terminal, request);
        });
    }

    internal static int Run(Terminal terminal, LearningRequest request)
    {
        using var progress = new Progress(terminal, TimeProvider.System);
        var (report, decision) = CheckedRows.Check(request, [], progress);
        progress.Dispose();
        if (request.Json)
        {
            JsonOutput.Print(terminal, json => JsonNode.Parse(QualityJson.Write(report))!.WriteTo(json));
        }
        else
        {
            FindingsScreen.Print(terminal, Path.GetFileName(request.Data), report, decision);
        }

        var rejected = report.RejectedRows();
        if (!rejected.IsEmpty)
        {
            RejectedRows.Report(terminal, rejected, RejectedRows.ListForData(request.Data, request.Rejected));
        }

        return decision.Blocking.IsEmpty ? ExitCode.Ok : ExitCode.DataInvalid;
    }
}
