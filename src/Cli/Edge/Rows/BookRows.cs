using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Portfolio;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;
using HealthScore.Training.Quality;

namespace HealthScore.Cli.Edge.Rows;

/// <summary>The accounts of a file as they stand: each at its newest row, those that have left apart.</summary>
/// <param name="Book">Added up.</param>
/// <param name="AlreadyLeft">Accounts whose newest row says that they left.</param>
/// <param name="Findings">What the checks of a file to be scored say.</param>
/// <param name="Rejected">Values that could not be used; such an account has no score.</param>
internal sealed record BookRows(
    Book Book,
    int AlreadyLeft,
    ImmutableArray<string> Findings,
    ImmutableArray<RowError> Rejected
)
{
    /// <param name="model">Reads and scores the rows.</param>
    /// <param name="data">The file.</param>
    /// <param name="where">Which rows; all where null.</param>
    /// <param name="mostNamed">Accounts named at most.</param>
    public static BookRows Read(HealthModel model, string data, RowFilter? where, int mostNamed)
    {
        var schema = TableSchema.From(model) with { Outcome = OutcomeReading.IfPresent, Where = where };
        var reading = TableReader.Read(data, schema);
        var report = QualityChecks.RunForScoring(reading, model, Today.Date);
        reading = reading with { InvalidCells = report.InvalidCells() };
        var table = reading.Table;
        if (table.RowCount == 0)
        {
            throw Refusal.DataInvalid($"{data}: there are no rows to report on.");
        }

        var newest = Newest(table);
        int[] here = [.. newest.Where(row => table.Outcomes[row] != Outcome.Churned)];
        var invalid = ScoredFile.FirstInvalidKeys(reading);
        var book = BookOfAccounts.Of(here.Select(row => Account(row, model, table, invalid)), model, mostNamed);
        return new BookRows(
            book,
            newest.Length - here.Length,
            [.. report.Findings.Where(f => f.Severity != Severity.Info).Select(f => $"{f.Id}: {f.Sentence}")],
            report.RejectedRows()
        );
    }

    /// <summary>Of each account the row of its newest day, the last of the file where several are of it.</summary>
    private static int[] Newest(TrainingTable table)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < table.RowCount; row++)
        {
            var account = table.AccountOf(row);
            if (!rows.TryGetValue(account, out var other) || table.AsOf is null || table.AsOf[row] >= table.AsOf[other])
            {
                rows[account] = row;
            }
        }

        return [.. rows.Values.Order()];
    }

    private static BookAccount Account(
        int row,
        HealthModel model,
        TrainingTable table,
        ImmutableDictionary<int, string> invalid
    )
    {
        var snapshot = TableSnapshots.Of(table, row, model.Input, asOf: null);
        var health = HealthScorer.Score(snapshot, model);
        return new BookAccount(
            snapshot,
            invalid.TryGetValue(row, out var key) ? AccountRow.Withheld(health, key) : health
        );
    }
}
