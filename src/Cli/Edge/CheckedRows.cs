using System.Collections.Immutable;
using HealthScore.Cli.Printing;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Cli.Edge;

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
        var configuration = ConfigurationReader.Read(request.Config);
        progress.Report("reading rows", 0, 0, "");
        var schema = TableSchema.From(configuration, texts) with { Where = request.Where };
        var reading = TableReader.Read(request.Data, schema);
        return reading.Errors.IsEmpty
            ? new CheckedRows(reading.Table, configuration)
            : throw RejectedRows.Refuse(reading.Errors, list);
    }
}
