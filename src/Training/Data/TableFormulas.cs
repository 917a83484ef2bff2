using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;

namespace HealthScore.Training.Data;

/// <summary>Which of a model's formulas, or which blend of two, scores each row of a table.</summary>
/// <param name="model">With its formulas.</param>
/// <param name="table">Read with the texts of the model's input.</param>
public sealed class TableFormulas(HealthModel model, TrainingTable table)
{
    private readonly StageChanges changes = new(table, model.Input);

    /// <summary>Null where thresholds differ by nothing, or the table does not have it.</summary>
    private readonly string? contextColumn =
        model.Rules.BandsBy is { } by && table.Texts.ContainsKey(model.Input.Context[by])
            ? model.Input.Context[by]
            : null;

    /// <param name="row">Position in the table.</param>
    /// <param name="asOf">The day of the row; null where there is none.</param>
    public FormulaInUse Of(int row, DateOnly? asOf) =>
        model.FormulaOf(
            table.Segments?[row] ?? "all",
            table.Stages?[row] ?? "all",
            changes.PreviousOf(row),
            changes.SinceOf(row),
            asOf,
            contextColumn is null ? null : table.Texts[contextColumn][row]
        );

    /// <inheritdoc cref="Of(int, DateOnly?)"/>
    public FormulaInUse Of(int row) => Of(row, table.AsOf is { } days && days[row] != default ? days[row] : null);
}
