using System.Collections.Immutable;
using System.Text;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql;
using HealthScore.Training.Exports.Sql.Engines;
using HealthScore.Training.Exports.Sql.Verifying;

namespace HealthScore.Cli.Verbs.Exports;

/// <summary>The formula as a query, tried in an engine first where that is asked.</summary>
internal static class SqlFile
{
    /// <summary>The file's bytes, and what the trial found; null where none was asked.</summary>
    public static (byte[] Bytes, VerificationResult? Trial) Make(
        Terminal terminal,
        HealthModel model,
        SqlRequest request
    )
    {
        try
        {
            var query = SqlExport.Write(model, request.Dialect, request.Source);
            var trial = request.Connection is null ? null : Tried(terminal, model, request, request.Connection);
            return (Encoding.UTF8.GetBytes(query), trial);
        }
        catch (SqlExportException e)
        {
            throw Refusal.DataInvalid(e.Message, [.. Hints(model, request)]);
        }
        catch (EngineException e)
        {
            throw e.Problem switch
            {
                EngineProblem.Connection => Refusal.Usage(e.Message),
                EngineProblem.NotFound => Refusal.NotFound(e.Message),
                _ => new Refusal(ExitCode.Failure, e.Message),
            };
        }
    }

    private static VerificationResult Tried(Terminal terminal, HealthModel model, SqlRequest request, string connection)
    {
        using var progress = new Progress(terminal, TimeProvider.System);
        var trial = SqlVerification.Run(
            model,
            request.Dialect,
            connection,
            new TrialSize(request.RandomRows, request.Seed),
            request.Source.Blends,
            TimeProvider.System,
            new TrialProgress(progress, request.RandomRows)
        );
        return trial.Holds ? trial : throw Differing(trial, request);
    }

    private static Refusal Differing(VerificationResult trial, SqlRequest request)
    {
        var columns = trial.DifferencesByColumn.Select(column => $"{column.Key} in {Figures.Of(column.Value, "row")}");
        ImmutableArray<string> examples =
        [
            .. trial
                .Examples.Take(5)
                .Select(example =>
                    $"row {example.Row}: {example.Column} is \"{example.Found}\", here \"{example.Expected}\""
                ),
        ];
        return new Refusal(
            ExitCode.GateFailed,
            $"{request.Dialect.Title} answers otherwise than this program: {string.Join(", ", columns)}."
        )
        {
            Hints = [.. examples, "Nothing was written."],
        };
    }

    private static IEnumerable<string> Hints(HealthModel model, SqlRequest request) =>
        model.Input.PreviousStage is not null && request.Source.Blends == StageBlends.Written
            ? ["--without-blends gives accounts within 60 days of a change of stage no score instead."]
            : [];

    private sealed class TrialProgress(Progress progress, int rows) : IProgress<long>
    {
        public void Report(long value) => progress.Report("comparing", value, rows, "rows");
    }
}
