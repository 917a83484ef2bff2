using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
    private readonly ImmutableArray<string> keys;
    private readonly TableFormulas formulas;

    /// <summary>By formula; those of blends go when the model lets its blends go.</summary>
    private readonly ConditionalWeakTable<HealthFormula, FormulaColumns> columns = [];
    private readonly double[] values;

    /// <param name="model">Scores the rows.</param>
    /// <param name="table">Has them.</param>
    /// <param name="keys">The keys whose points a scored row holds, in its order.</param>
    public ModelColumns(HealthModel model, TrainingTable table, ImmutableArray<string> keys)
    {
        this.model = model;
        this.table = table;
        this.keys = keys;
        formulas = new TableFormulas(model, table);
        values = new double[model.Catalog.Count];
    }

    /// <summary>Whether rows are given their intervals.</summary>
    public IntervalColumns Intervals { get; init; }

    /// <param name="row">Position in the table.</param>
    /// <param name="asOf">The day the row was true; null where the data are undated.</param>
    /// <param name="scored">Is overwritten.</param>
    public void Score(int row, DateOnly? asOf, ScoredRow scored)
    {
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = table.Values[j][row];
        }

        var used = formulas.Of(row, asOf);
        var formula = columns.GetValue(used.Formula, made => new FormulaColumns(made, keys));
        scored.FormulaHash = used.Hash;
        formula.Measure(values, scored);
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
            formula.Score(scored);
            scored.Interval =
                Intervals == IntervalColumns.Written && used.Replicates is { } replicates
                    ? formula.IntervalOf(scored, replicates)
                    : null;
            scored.ChallengerProbability = model.Challenger?.Probability(values);
        }
    }
}
