using System.Collections.Immutable;
using HealthScore.Cli.Printing;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Quality;

namespace HealthScore.Cli.Edge.Rows;

/// <summary>Rows that passed the checks, and what the configuration became by what was accepted.</summary>
internal sealed record CheckedRows(TrainingTable Table, HealthConfiguration Configuration)
{
    /// <summary>As typed.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>Reads and checks the rows that a model is learned from; stops where a check blocks.</summary>
    /// <param name="terminal">Is told what was found.</param>
    /// <param name="request">Which rows, and what is accepted.</param>
    /// <param name="list">Where rejected rows are listed.</param>
    /// <param name="texts">Further columns to keep.</param>
    /// <param name="progress">Is told what is going on.</param>
    public static CheckedRows Read(
        Terminal terminal,
        LearningRequest request,
        string list,
        IEnumerable<string> texts,
        Progress progress
    )
    {
        var (report, decision) = Check(request, texts, progress);
        if (!decision.Blocking.IsEmpty)
        {
            throw Refuse(report, decision, list);
        }

        var warnings = report.Findings.Count(f => f.Severity == Severity.Warning);
        if (warnings > 0)
        {
            terminal.Remark($"check: {Figures.Of(warnings, "warning")}; to see them:");
            terminal.Remark($"  healthscore check --config {request.Config} --data {request.Data}");
        }

        if (!report.RepeatedRows.IsEmpty)
        {
            terminal.Remark(
                $"check: {Figures.Of(report.RepeatedRows.Length, "row")} repeat an earlier row in every column "
                    + "and are dropped."
            );
        }

        return new CheckedRows(decision.Table, decision.Configuration) { Accepted = decision.Accepted };
    }

    /// <summary>Reads and checks, and applies what is accepted; a finding that blocks is for the caller.</summary>
    public static (QualityReport Report, QualityDecision Decision) Check(
        LearningRequest request,
        IEnumerable<string> texts,
        Progress progress
    )
    {
        var written = ConfigurationReader.Read(request.Config);
        var configuration = written with { MostPairs = request.MaxPairs ?? written.MostPairs };
        RequireFactors(configuration, request.Settings.Limit?.MustInclude ?? []);
        progress.Report("reading rows", 0, 0, "");
        var schema = TableSchema.From(configuration, texts) with { Where = request.Where };
        var reading = TableReader.Read(request.Data, schema);
        progress.Report("checking", 0, 0, "");
        var report = QualityChecks.Run(reading, configuration, Today.Date);
        return (report, report.Decide(configuration, request.Accept));
    }

    private static void RequireFactors(HealthConfiguration configuration, ImmutableArray<string> mustInclude)
    {
        string[] keys = [.. configuration.Factors.Select(f => f.Factor.Key)];
        if (mustInclude.FirstOrDefault(key => !keys.Contains(key, StringComparer.Ordinal)) is { } unknown)
        {
            throw Refusal.Usage($"--must-include: there is no factor '{unknown}'.{Suggestion.Sentence(unknown, keys)}");
        }
    }

    private static Refusal Refuse(QualityReport report, QualityDecision decision, string list)
    {
        var rejected = report.RejectedRows();
        if (!report.Reading.Errors.IsEmpty)
        {
            return RejectedRows.Refuse(rejected, list);
        }

        if (!rejected.IsEmpty)
        {
            RejectedList.Write(list, rejected);
        }

        string[] hints =
        [
            .. decision.Blocking.Skip(1).Select(f => f.Sentence),
            "Nothing was written" + (rejected.IsEmpty ? "." : $" but the list of rejected rows, {list}."),
            "healthscore check shows every finding and what can be accepted.",
        ];
        return Refusal.DataInvalid($"{decision.Blocking[0].Id}: {decision.Blocking[0].Sentence}", [.. hints]);
    }
}
