using HealthScore.Core.Formula;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>What the checks look at.</summary>
/// <param name="Table">Rows that were read without error, each once.</param>
/// <param name="Input">Where its columns come from.</param>
/// <param name="Rules">What coverage is asked for.</param>
/// <param name="PurgeDays">Days between teaching and judged rows of dated data.</param>
/// <param name="Today">No as-of date lies after it.</param>
internal sealed record QualitySubject(
    TrainingTable Table,
    ModelInput Input,
    ScoringRules Rules,
    int PurgeDays,
    DateOnly Today
)
{
    public string ColumnOf(int factor) => Input.FactorColumns[factor];

    /// <summary>Numbers in the file of the rows that a test picks.</summary>
    public IEnumerable<int> RowsWhere(Func<int, bool> test) =>
        Enumerable.Range(0, Table.RowCount).Where(test).Select(row => Table.RowNumbers[row]);
}
