using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison;

/// <summary>How well each of two formulas foretold the outcomes of the same rows, and the difference.</summary>
public sealed record PairedMetrics
{
    /// <summary>Rows of known outcome.</summary>
    public required int Rows { get; init; }

    public required int Churned { get; init; }

    public required MetricsPart Old { get; init; }

    public required MetricsPart New { get; init; }

    /// <summary>Of the new model; null where it has none.</summary>
    public required MetricsPart? NewChallenger { get; init; }

    /// <summary>New less old; null where only one outcome occurs.</summary>
    public required PairedDifference? Auc { get; init; }

    /// <summary>New less old: below 0 is better.</summary>
    public required PairedDifference LogLoss { get; init; }

    /// <summary>The models that learned from exactly these rows: their figures flatter them.</summary>
    public required bool OldLearnedFromThem { get; init; }

    /// <inheritdoc cref="OldLearnedFromThem"/>
    public required bool NewLearnedFromThem { get; init; }

    /// <summary>Null where no row has a known outcome.</summary>
    public static PairedMetrics? Of(ComparedModel old, ComparedModel @new, ComparedRows rows)
    {
        var known = ModelEvaluation.RowsOf(rows.New);
        if (known.IsEmpty)
        {
            return null;
        }

        bool[] churned = [.. known.Select(row => rows.New.Outcomes[row] == Outcome.Churned)];
        var accounts = ModelEvaluation.AccountNumbers(rows.New, known);
        var before = ModelEvaluation.Score(old.Model, rows.Old, known);
        var after = ModelEvaluation.Score(@new.Model, rows.New, known);
        return new PairedMetrics
        {
            Rows = known.Length,
            Churned = churned.Count(c => c),
            Old = Part(before.Probabilities),
            New = Part(after.Probabilities),
            NewChallenger = after.Challenger is { } challenger ? Part(challenger) : null,
            Auc = PairedDifference.OfAuc(before.Probabilities, after.Probabilities, churned, accounts),
            LogLoss = PairedDifference.OfLogLoss(before.Probabilities, after.Probabilities, churned, accounts),
            OldLearnedFromThem = IsFrom(old, rows.Old),
            NewLearnedFromThem = IsFrom(@new, rows.New),
        };

        MetricsPart Part(double[] probabilities) =>
            Metrics.Of(new ScoredRows(probabilities, churned) { Accounts = accounts });
    }

    private static bool IsFrom(ComparedModel model, TrainingTable table) =>
        DataHash.Of(table) == model.Created.DataHash;
}
