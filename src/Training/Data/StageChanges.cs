using System.Globalization;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Data;

/// <summary>The stage before of each row of a table, and the first day of the stage since.</summary>
public sealed class StageChanges
{
    private readonly string[]? previous;
    private readonly string[]? since;

    /// <param name="table">Read with the texts of <paramref name="input"/>.</param>
    /// <param name="input">Which columns hold them.</param>
    public StageChanges(TrainingTable table, ModelInput input)
    {
        previous = TextsOf(table, input.PreviousStage);
        since = TextsOf(table, input.StageSince);
    }

    /// <summary>Null where the row names none.</summary>
    public string? PreviousOf(int row) => previous?[row] is { Length: > 0 } stage ? stage : null;

    /// <summary>The first day of the row's stage; null where the row names none.</summary>
    public DateOnly? SinceOf(int row) =>
        DateOnly.TryParseExact(
            since?[row],
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    private static string[]? TextsOf(TrainingTable table, string? column) =>
        column is null ? null : table.Texts.GetValueOrDefault(column);
}
