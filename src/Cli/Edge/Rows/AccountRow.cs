using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Edge.Rows;

/// <summary>One account's row of a file, as one model reads and scores it.</summary>
/// <param name="Snapshot">Its values in the model's catalog order.</param>
/// <param name="Health">As the scored file has it: a value that could not be read withholds the score.</param>
/// <param name="Days">The days of the file's rows; null where it has none.</param>
internal sealed record AccountRow(Snapshot Snapshot, AccountHealth Health, DateOnly[]? Days)
{
    /// <summary>Accounts compared to find the one that was meant.</summary>
    private const int MostCompared = 100_000;

    /// <param name="model">Reads and scores the row.</param>
    /// <param name="data">The file.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="asOf">Which of its days; the last where null.</param>
    public static AccountRow Read(HealthModel model, string data, string account, DateOnly? asOf)
    {
        var reading = TableReader.Read(data, TableSchema.From(model) with { Outcome = OutcomeReading.Ignored });
        var row = RowOf(reading.Table, data, account, asOf);
        var snapshot = TableSnapshots.Of(reading.Table, row, model.Input, asOf);
        return new AccountRow(snapshot, Score(snapshot, model, reading, row), reading.Table.AsOf);
    }

    private static AccountHealth Score(Snapshot snapshot, HealthModel model, TableReading reading, int row)
    {
        var health = HealthScorer.Score(snapshot, model);
        return reading.InvalidCells.FirstOrDefault(cell => cell.Index == row) is not { Key: { } key }
            ? health
            : Withheld(health, key);
    }

    /// <summary>The score of a row with a value that could not be read.</summary>
    /// <param name="health">As it would be without that value.</param>
    /// <param name="key">Of the factor or column.</param>
    internal static AccountHealth Withheld(AccountHealth health, string key) =>
        health with
        {
            Status = ScoreStatus.Withheld,
            HealthPoints = null,
            Band = null,
            ChurnProbability = null,
            ChallengerProbability = null,
            Interval = null,
            Contributions = [],
            Pillars = [],
            Reasons = [ScoredFile.InvalidPrefix + key],
        };

    private static int RowOf(TrainingTable table, string data, string account, DateOnly? asOf)
    {
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => table.AccountOf(row) == account)];
        if (rows.Length == 0)
        {
            var others = Enumerable.Range(0, Math.Min(table.RowCount, MostCompared)).Select(table.AccountOf).Distinct();
            throw Refusal.NotFound($"{data}: there is no account '{account}'.{Suggestion.Sentence(account, others)}");
        }

        if (table.AsOf is not { } days)
        {
            return rows[0];
        }

        if (asOf is not { } day)
        {
            return rows.MaxBy(row => days[row]);
        }

        var at = Array.FindIndex(rows, row => days[row] == day);
        return at >= 0
            ? rows[at]
            : throw Refusal.NotFound(
                $"{data}: account '{account}' has no row of {day:yyyy-MM-dd}; it has {rows.Length} from "
                    + $"{rows.Min(row => days[row]):yyyy-MM-dd} to {rows.Max(row => days[row]):yyyy-MM-dd}."
            );
    }
}
