using System.Collections.Immutable;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Exports;

/// <summary>Scores each row with the models that never saw it, for a scored file.</summary>
public sealed class CrossValidatedRows
{
    /// <summary>The <c>reason_1</c> of a row that no fold scores: the oldest rows of dated data.</summary>
    public const string NoFold = "no_fold";

    private readonly CrossValidated result;
    private readonly ModelColumns?[] models;
    private readonly int[] foldOfRow;
    private readonly int[] placeInFold;

    public CrossValidatedRows(CrossValidated result, TrainingTable table)
    {
        this.result = result;
        var formulas = result.Folds.SelectMany(f => f.Model?.Formulas ?? []);
        Keys = ContributionKeys.Of(table.Catalog, formulas);
        models = [.. result.Folds.Select(f => f.Model is null ? null : new ModelColumns(f.Model, f.Table, Keys))];
        foldOfRow = new int[table.RowCount];
        placeInFold = new int[table.RowCount];
        Array.Fill(foldOfRow, -1);
        for (var f = 0; f < result.Folds.Length; f++)
        {
            var test = result.Folds[f].Fold.Test;
            for (var i = 0; i < test.Length; i++)
            {
                (foldOfRow[test[i]], placeInFold[test[i]]) = (f, i);
            }
        }
    }

    /// <summary>The factors, and the pairs of any fold, whose contributions each row holds.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>Name of each row's fold, "" where no fold scores it.</summary>
    public string[] Folds => [.. foldOfRow.Select(f => f < 0 ? "" : result.Folds[f].Fold.Name)];

    /// <param name="table">The rows that were cross-validated.</param>
    /// <param name="row">Position in it.</param>
    /// <param name="scored">Is overwritten.</param>
    public void Fill(TrainingTable table, int row, ScoredRow scored)
    {
        if (foldOfRow[row] < 0)
        {
            scored.Withhold(ScoreStatus.Withheld, NoFold);
            (scored.Coverage, scored.FormulaHash) = (null, "");
            return;
        }

        if (models[foldOfRow[row]] is { } model)
        {
            model.Score(row, table.AsOf?[row], scored);
            return;
        }

        // No factor earned a weight in this fold: every row gets the base rate, and no health.
        scored.Withhold(ScoreStatus.Scored, "");
        var fold = result.Folds[foldOfRow[row]];
        scored.ChurnProbability = fold.Probabilities[placeInFold[row]];
        scored.ChallengerProbability = fold.Challenger?[placeInFold[row]];
        (scored.Coverage, scored.FormulaHash) = (0, "");
        Array.Clear(scored.Points);
    }
}
