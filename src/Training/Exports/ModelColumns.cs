using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Exports;

/// <summary>
/// Scores the rows of a table with a model, one after the other, into one reused <see cref="ScoredRow"/>.
/// </summary>
public sealed class ModelColumns
{
    private readonly HealthModel model;
    private readonly TrainingTable table;
    private readonly FormulaColumns[] formulas;
    private readonly double[] values;

    /// <param name="model">Scores the rows.</param>
    /// <param name="table">Has them.</param>
    /// <param name="keys">The keys whose points a scored row holds, in its order.</param>
    public ModelColumns(HealthModel model, TrainingTable table, ImmutableArray<string> keys)
    {
        this.model = model;
        this.table = table;
        formulas = [.. model.Formulas.Select(formula => new FormulaColumns(formula, keys))];
        values = new double[model.Catalog.Count];
    }

    /// <param name="row">Position in the table.</param>
    /// <param name="asOf">The day the row was true; null where the data are undated.</param>
    /// <param name="scored">Is overwritten.</param>
    public void Score(int row, DateOnly? asOf, ScoredRow scored)
    {
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = table.Values[j][row];
        }

        var position = model.FormulaFor(table.Segments?[row] ?? "all", table.Stages?[row] ?? "all");
        scored.FormulaHash = model.FormulaHashes[position];
        formulas[position].Measure(values, scored);
        if (table.Notices?[row] <= asOf)
        {
            scored.Withhold(ScoreStatus.InNotice, "in_notice");
        }
        else if (HealthScorer.WithheldBecause(values, model, scored.Coverage!.Value) is { } reason)
        {
            scored.Withhold(ScoreStatus.Withheld, reason);
        }
        else
        {
            scored.Status = scored.Coverage < model.Rules.LowBelow ? ScoreStatus.LowConfidence : ScoreStatus.Scored;
            formulas[position].Score(scored);
            scored.ChallengerProbability = model.Challenger?.Probability(values);
        }
    }
}
