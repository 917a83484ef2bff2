using System.Diagnostics;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;
using HealthScore.Training.Challenger;
using HealthScore.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Bench.Fit;

/// <summary>
/// Scoring and explaining a row of FastTree's 100 trees of 31 leaves, all rows being the background, beside ML.NET's
/// own
/// contributions of the same trees and rows; both on one thread.
/// </summary>
internal static class Explanations
{
    private const int Explained = 500;
    private const int Repeats = 40;

    private static readonly TreeSettings Settings = new(Leaves: 31, LearningRate: 0.2, MinimumRows: 10, Trees: 100);

    public static Measurement OfTrees(TrainingTable table, string[] rest)
    {
        int[] all = [.. Enumerable.Range(0, table.RowCount)];
        var fit = FastTreeFit.Grow(table, all, TreeSlots.Of(table, all), Settings, seed: 1);
        var counting = Stopwatch.StartNew();
        var background = TreeBackground.Of(
            fit.Trees,
            all.Length,
            table.Catalog.Count,
            (row, values) => RowValues.Copy(table, row, values)
        );
        counting.Stop();
        var slope = SettingsChoice.SigmoidSlope(Settings);
        var model = new ChallengerModel(fit.Trees, Settings, slope, intercept: 0, background);
        var tables = Stopwatch.StartNew();
        var explainer = model.Explainer;
        tables.Stop();
        double[][] rows = [.. all.Take(Explained).Select(row => Copied(table, row))];
        var contributions = new double[table.Catalog.Count];
        var theirs = TheirContributions(fit, rows);
        var found = Stopwatches.Best(() => Ours(explainer, rows, contributions), theirs, Repeats);
        return found with
        {
            CpuSeconds = found.CpuSeconds / rows.Length,
            WallSeconds = found.WallSeconds / rows.Length,
            BaselineSeconds = found.BaselineSeconds / rows.Length,
            CountingSeconds = counting.Elapsed.TotalSeconds,
            TablesSeconds = tables.Elapsed.TotalSeconds,
            FileBytes = ChallengerJson.Write(model, table.Catalog).Length,
        };
    }

    private static double Ours(TreeShapley explainer, double[][] rows, double[] contributions)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += explainer.Explain(row, contributions) + contributions[0];
        }

        return sum;
    }

    /// <summary>For each node ML.NET turns the decision round and takes the difference of the scores: its contributions
    /// are neither additive nor Shapley values.</summary>
    private static Func<double> TheirContributions(FastTreeFit fit, double[][] rows)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            fit.Trees.Slots.Length
        );
        Row[] encoded = [.. rows.Select(row => new Row { Features = Encoded(fit.Trees, row) })];
        var view = ml.Data.LoadFromEnumerable(encoded, schema);
        var transformer = ml
            .Transforms.CalculateFeatureContribution(
                fit.Transformer,
                numberOfPositiveContributions: fit.Trees.Slots.Length,
                numberOfNegativeContributions: fit.Trees.Slots.Length,
                normalize: false
            )
            .Fit(view);
        return () => transformer.Transform(view).GetColumn<float[]>("FeatureContributions").Sum(row => (double)row[0]);
    }

    private static float[] Encoded(TreeEnsemble trees, double[] row) =>
        [.. trees.Slots.Select(slot => slot.Of(row[slot.Factor]))];

    private static double[] Copied(TrainingTable table, int row)
    {
        var values = new double[table.Catalog.Count];
        RowValues.Copy(table, row, values);
        return values;
    }

    private sealed class Row
    {
        public float[] Features { get; init; } = [];
    }
}
