using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Data;

/// <summary>One row of a table as the snapshot it is.</summary>
public static class TableSnapshots
{
    /// <param name="table">Read with the texts of <paramref name="input"/>.</param>
    /// <param name="row">Position in the table.</param>
    /// <param name="input">Which columns hold stage, notice and context.</param>
    /// <param name="asOf">The day of a row that names none.</param>
    public static Snapshot Of(TrainingTable table, int row, ModelInput input, DateOnly? asOf)
    {
        var changes = new StageChanges(table, input);
        return new Snapshot
        {
            Account = table.AccountOf(row),
            AsOf = table.AsOf is { } days && days[row] != default ? days[row] : asOf,
            Segment = table.Segments?[row] ?? "all",
            Stage = table.Stages?[row] ?? "all",
            PreviousStage = changes.PreviousOf(row),
            StageSince = changes.SinceOf(row),
            Notice = table.Notices?[row],
            Value = Amount(table, row),
            Context = input
                .Context.Select(c => (Name: c.Key, Text: Text(table, c.Value, row)))
                .Where(c => c.Text is not null)
                .ToImmutableDictionary(c => c.Name, c => c.Text!, StringComparer.Ordinal),
            Values = [.. table.Values.Select(column => column[row])],
        };
    }

    private static string? Text(TrainingTable table, string? column, int row) =>
        column is not null && table.Texts.TryGetValue(column, out var texts) && texts[row].Length > 0
            ? texts[row]
            : null;

    private static decimal? Amount(TrainingTable table, int row) =>
        table.Amounts is { } amounts && Math.Abs(amounts[row]) < (double)decimal.MaxValue
            ? (decimal)amounts[row]
            : null;
}
