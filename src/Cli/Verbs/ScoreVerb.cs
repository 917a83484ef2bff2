using System.Collections.Immutable;
using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Accounts;
using HealthScore.Cli.Printing.Json;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;
using HealthScore.Training.Quality;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore score</c>: scores a file.</summary>
internal static class ScoreVerb
{
    private static ImmutableArray<Example> Examples =>
        [
            new("score a file", "healthscore score --model model --data customers.csv --out scored.csv"),
            new(
                "with the arithmetic, and two columns of yours",
                "healthscore score --model model --data customers.csv --out scored.csv "
                    + "--contributions --keep owner,region"
            ),
        ];

    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Data();
        var output = Choices.Out("FILE", "scored rows to write: .csv or .parquet; an old file is replaced whole");
        var contributions = Choices.Flag("--contributions", "add what each factor contributed, in points");
        var intervals = Choices.Flag(
            "--intervals",
            "add the 95 % interval of the churn probability, and band_uncertain"
        );
        var keep = Choices.Keep();
        var asOf = Choices.AsOf("day the rows were true, where the file has no such column");
        var strict = Choices.Flag("--strict", "refuse the file for one bad cell or unknown level");
        var where = Choices.Where();
        var rejected = Choices.Rejected();
        var json = Choices.Json();
        return new VerbCommand(
            "score",
            "Scores every row of a file, in its order.",
            model,
            data,
            output,
            contributions,
            intervals,
            keep,
            asOf,
            strict,
            where,
            rejected,
            json
        )
        {
            Examples = Examples,
            Notes =
            [
                "A bad cell withholds the score of its row (reason_1 says invalid:<factor>) and the run goes on; "
                    + "--strict refuses the file instead. A missing column refuses it always.",
            ],
        }.Does(parsed =>
            Run(
                terminal,
                new Request(parsed.GetValue(model)!, parsed.GetValue(data)!, parsed.GetValue(output)!)
                {
                    Contributions = parsed.GetValue(contributions)
                        ? ContributionColumns.Written
                        : ContributionColumns.Omitted,
                    Intervals = parsed.GetValue(intervals) ? IntervalColumns.Written : IntervalColumns.Omitted,
                    Keep = Choices.Names(parsed.GetValue(keep)),
                    AsOf = parsed.GetValue(asOf),
                    Strict = parsed.GetValue(strict),
                    Where = RowFilters.Of(parsed.GetValue(where)),
                    Rejected = parsed.GetValue(rejected),
                    Json = parsed.GetValue(json),
                }
            )
        );
    }

    private static int Run(Terminal terminal, Request request)
    {
        var model = ModelSource.Read(request.Model).Model;
        var schema = TableSchema.From(model, request.Keep) with
        {
            Outcome = OutcomeReading.Ignored,
            Where = request.Where,
        };
        using var progress = new Progress(terminal, TimeProvider.System);
        progress.Report("reading rows", 0, 0, "");
        var reading = TableReader.Read(request.Data, schema);
        progress.Report("checking", 0, 0, "");
        var report = QualityChecks.RunForScoring(reading, model, Today.Date);
        if (request.Strict)
        {
            RequireClean(report, request);
        }

        reading = reading with { InvalidCells = report.InvalidCells() };

        var columns = new ScoredColumns
        {
            Keep = [.. request.Keep],
            Contributions = request.Contributions,
            Intervals = request.Intervals,
            AsOf = request.AsOf,
        };
        var rows = new RowProgress(progress, reading.Table.RowCount);
        var counts = ScoredOutput.Write(
            request.Output,
            ScoredFile.SchemaOf(ContributionKeys.Of(model.Catalog, model.Formulas), columns),
            stream => ScoredFile.Write(stream, reading, model, columns, rows)
        );
        progress.Dispose();
        Report(terminal, request, model, report, counts);
        return ExitCode.Ok;
    }

    private static void RequireClean(QualityReport report, Request request)
    {
        var rejected = report.RejectedRows();
        if (!rejected.IsEmpty)
        {
            throw RejectedRows.Refuse(rejected, RejectedRows.ListFor(request.Output, request.Rejected));
        }

        if (report.Reading.UnlistedLevels is [var level, ..])
        {
            throw Refusal.DataInvalid(
                $"{request.Data}: factor '{level.Factor}' is \"{level.Level}\" in {Figures.Of(level.Count, "row")}, "
                    + $"first in row {level.Rows[0]}, which the model never saw (--strict)."
            );
        }

        if (report.Findings.FirstOrDefault(f => f.Severity == Severity.Block) is { } block)
        {
            throw Refusal.DataInvalid($"{block.Id}: {block.Sentence}");
        }
    }

    private static void Report(
        Terminal terminal,
        Request request,
        HealthModel model,
        QualityReport report,
        ScoredCounts counts
    )
    {
        var list = RejectedRows.ListFor(request.Output, request.Rejected);
        var rejected = report.RejectedRows();
        if (!rejected.IsEmpty)
        {
            RejectedRows.Report(terminal, rejected, list);
        }

        var told = rejected.Select(error => error.Column).ToHashSet(StringComparer.Ordinal);
        foreach (var finding in report.Findings.Where(f => f.Severity != Severity.Info && !IsTold(f, told)))
        {
            terminal.Remark($"{finding.Id}: {finding.Sentence}");
        }

        if (request.Json)
        {
            ScoredJson.Print(terminal, model, counts, request.Output, rejected.IsEmpty ? null : list);
            return;
        }

        Layout.Heading(
            terminal,
            $"Scored {Figures.Of(counts.Rows, "row")} with model {model.Version} into {request.Output}"
        );
        ScoredScreen.Print(terminal, counts);
        Layout.Blank(terminal);
        Layout.Paragraph(terminal, Legend.Of(model));
    }

    /// <summary>Cells that could not be read stand in the list of rejected rows already.</summary>
    private static bool IsTold(QualityFinding finding, HashSet<string> columns) =>
        finding is { Id: "Q01", Severity: Severity.Block } && columns.Contains(finding.Column);

    private sealed record Request(string Model, string Data, string Output)
    {
        public ContributionColumns Contributions { get; init; }

        public IntervalColumns Intervals { get; init; }

        public string[] Keep { get; init; } = [];

        public DateOnly? AsOf { get; init; }

        public bool Strict { get; init; }

        public RowFilter? Where { get; init; }

        public string? Rejected { get; init; }

        public bool Json { get; init; }
    }
}
