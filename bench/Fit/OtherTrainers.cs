using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace HealthScore.Bench.Fit;

/// <summary>
/// ML.NET's trainers on the same rows and factors; a missing value becomes a number below all others.
/// </summary>
internal static class OtherTrainers
{
    private const float Missing = -1e6f;

    public static Measurement FastTree(TrainingTable table, string[] rest)
    {
        var options = new FastTreeBinaryTrainer.Options { NumberOfTrees = 100, NumberOfLeaves = 31 };
        return Fit(table, (ml, view) => ml.BinaryClassification.Trainers.FastTree(options).Fit(view).Model);
    }

    public static Measurement Gam(TrainingTable table, string[] rest) =>
        Fit(table, (ml, view) => ml.BinaryClassification.Trainers.Gam().Fit(view).Model);

    private static Measurement Fit(TrainingTable table, Func<MLContext, IDataView, object> fit)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            table.Catalog.Count
        );
        return Stopwatches.Once(() =>
        {
            var view = ml.Data.LoadFromEnumerable(Rows(table), schema);
            return fit(ml, view) is null ? 0 : 1;
        });
    }

    private static Row[] Rows(TrainingTable table)
    {
        var rows = new Row[table.RowCount];
        for (var row = 0; row < rows.Length; row++)
        {
            var features = new float[table.Catalog.Count];
            for (var j = 0; j < features.Length; j++)
            {
                features[j] = double.IsNaN(table.Values[j][row]) ? Missing : (float)table.Values[j][row];
            }

            rows[row] = new Row { Label = table.Outcomes[row] == Outcome.Churned, Features = features };
        }

        return rows;
    }

    private sealed class Row
    {
        public bool Label { get; init; }

        public float[] Features { get; init; } = [];
    }
}
