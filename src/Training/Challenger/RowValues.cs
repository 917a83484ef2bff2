using HealthScore.Training.Data;

namespace HealthScore.Training.Challenger;

/// <summary>One row of a table's columns as the vector that a model scores.</summary>
internal static class RowValues
{
    public static void Copy(TrainingTable table, int row, Span<double> values)
    {
        for (var factor = 0; factor < values.Length; factor++)
        {
            values[factor] = table.Values[factor][row];
        }
    }
}
