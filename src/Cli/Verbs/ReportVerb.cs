using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving.Reports;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore report</c>: one page for leaders, to open in any browser.</summary>
internal static class ReportVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Optional("--data", "FILE", "accounts to report on: .csv or .parquet");
        var output = Choices.Out("FILE", "the page to write, such as report.html");
        var replace = Choices.Replace("a page");
        var where = Choices.Where();
        var rejected = Choices.Rejected();
        return new VerbCommand(
            "report",
            "Writes one self-contained page for leaders: the formula, its evidence and the accounts.",
            model,
            data,
            output,
            replace,
            where,
            rejected
        )
        {
            Examples =
            [
                new("about the model", "healthscore report --model model --out report.html"),
                new("and about accounts", "healthscore report --model model --data customers.csv --out report.html"),
            ],
            Notes =
            [
                "The page loads nothing and needs no script; same model and rows give the same bytes. An account is "
                    + "shown at its newest row; those whose outcome says that they left are counted apart.",
            ],
        }.Does(
            async (parsed, _) =>
                await Run(
                    terminal,
                    parsed.GetValue(model)!,
                    parsed.GetValue(output)!,
                    parsed.GetValue(replace) ? ExistingFile.Replace : ExistingFile.Refuse,
                    parsed.GetValue(data) is { } rows
                        ? new DataRequest(rows, RowFilters.Of(parsed.GetValue(where)), parsed.GetValue(rejected))
                        : null
                )
        );
    }

    private static async Task<int> Run(
        Terminal terminal,
        string model,
        string output,
        ExistingFile existing,
        DataRequest? data
    )
    {
        Outputs.RequireNew(output, existing == ExistingFile.Replace ? "" : "--replace writes it anew.");
        RequireFile(output);
        var source = SourceOf(ModelSource.Read(model), model);
        if (data is not null)
        {
            var rows = BookRows.Read(source.Model, data.File, data.Where, HealthReport.MostAccounts);
            if (!rows.Rejected.IsEmpty)
            {
                RejectedRows.Report(terminal, rows.Rejected, RejectedRows.ListFor(output, data.Rejected));
            }

            source = source with { Book = rows.Book, AlreadyLeft = rows.AlreadyLeft, Findings = rows.Findings };
        }

        var page = await HealthReport.Of(source);
        AtomicFile.Write(output, existing, stream => stream.Write(page));
        Layout.Paragraph(
            terminal,
            $"Report on model {source.Model.Version} written to {output}, {Figures.Count(page.Length / 1024)} KiB: "
                + $"open it "
                + "in any browser, or print it."
        );
        return ExitCode.Ok;
    }

    private static ReportSource SourceOf(LoadedModel loaded, string model)
    {
        try
        {
            return ReportSource.Of(loaded);
        }
        catch (ModelException refused)
        {
            throw Refusal.DataInvalid($"{model}: {refused.Message}");
        }
    }

    private static void RequireFile(string output)
    {
        if (Directory.Exists(output))
        {
            throw Refusal.Usage($"{output}: is a directory; expected the name of a file, such as report.html.");
        }
    }

    private sealed record DataRequest(string File, RowFilter? Where, string? Rejected);
}
