using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore explain</c>: the arithmetic of one score.</summary>
internal static class ExplainVerb
{
    /// <summary>Accounts compared to find the one that was meant.</summary>
    private const int MostCompared = 100_000;

    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Data();
        var account = Choices.Text("--account", "ID", "the account; the row's number where the data have no ids");
        var asOf = Choices.AsOf("which of its days (the last if not given)");
        var json = Choices.Json();
        return new VerbCommand(
            "explain",
            "Prints the arithmetic of one account's score, so that anyone can check it by hand.",
            model,
            data,
            account,
            asOf,
            json
        )
        {
            Examples =
            [
                new("one account", "healthscore explain --model model --data customers.csv --account 7590-VHVEG"),
                new(
                    "on one day",
                    "healthscore explain --model model --data months.csv --account A-1001 --as-of 2026-03-31"
                ),
            ],
        }.Does(parsed =>
            Run(
                terminal,
                ModelSource.Read(parsed.GetValue(model)!).Model,
                parsed.GetValue(data)!,
                parsed.GetValue(account)!,
                parsed.GetValue(asOf),
                parsed.GetValue(json)
            )
        );
    }

    internal static int Run(
        Terminal terminal,
        HealthModel model,
        string data,
        string account,
        DateOnly? asOf,
        bool json
    )
    {
        var reading = TableReader.Read(data, TableSchema.From(model) with { Outcome = OutcomeReading.Ignored });
        var row = RowOf(reading.Table, data, account, asOf);
        var snapshot = TableSnapshots.Of(reading.Table, row, model.Input, asOf);
        var health = Score(snapshot, model, reading, row);
        var arithmetic = ArithmeticText.Of(snapshot, health, model);
        var day = snapshot.AsOf ?? Today.OrNewest(reading.Table.AsOf);
        if (json)
        {
            AccountJson.Print(terminal, health, arithmetic, writer => ReviewScreen.Write(writer, model.Review, day));
        }
        else
        {
            ArithmeticScreen.Print(terminal, health, arithmetic);
            ReviewScreen.Print(terminal, model.Review, day);
        }

        return ExitCode.Ok;
    }

    /// <summary>As the scored file has it: a value that could not be read withholds the score.</summary>
    private static AccountHealth Score(Snapshot snapshot, HealthModel model, TableReading reading, int row)
    {
        var health = HealthScorer.Score(snapshot, model);
        return reading.InvalidCells.FirstOrDefault(cell => cell.Index == row) is not { Key: { } key }
            ? health
            : health with
            {
                Status = ScoreStatus.Withheld,
                HealthPoints = null,
                Band = null,
                ChurnProbability = null,
                ChallengerProbability = null,
                Contributions = [],
                Pillars = [],
                Reasons = [Training.Exports.ScoredFile.InvalidPrefix + key],
            };
    }

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
