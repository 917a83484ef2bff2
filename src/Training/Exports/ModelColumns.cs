using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Exports;

/// <summary>Scores the rows of a table with a model, one after the other, into one reused <see cref="ScoredRow"/>.</summary>
public sealed class ModelColumns
{
    private readonly HealthModel model;
    private readonly TrainingTable table;
    private readonly FormulaColumns[] formulas;
    private readonly (string Pillar, int[] Factors)[] requiredPillars;
    private readonly double[] values;

    public ModelColumns(HealthModel model, TrainingTable table)
    {
        this.model = model;
        this.table = table;
        formulas = [.. model.Formulas.Select(formula => new FormulaColumns(formula))];
        requiredPillars = [.. model.Rules.RequiredPillars.Select(pillar => (pillar, FactorsOf(pillar)))];
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
        else if (WithheldBecause(scored.Coverage!.Value) is { } reason)
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

    private string? WithheldBecause(double coverage)
    {
        foreach (var (pillar, factors) in requiredPillars)
        {
            if (!IsMeasured(factors))
            {
                return $"required_pillar:{pillar}";
            }
        }

        return coverage < model.Rules.WithholdBelow ? "coverage" : null;
    }

    private bool IsMeasured(int[] factors)
    {
        foreach (var j in factors)
        {
            if (values[j] is not double.NaN and not Core.Factors.FactorCatalog.UnknownLevel)
            {
                return true;
            }
        }

        return false;
    }

    private int[] FactorsOf(string pillar) =>
        [.. Enumerable.Range(0, model.Catalog.Count).Where(j => model.Catalog[j].Pillar == pillar)];
}
