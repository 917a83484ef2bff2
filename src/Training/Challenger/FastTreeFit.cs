using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Trees;
using HealthScore.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace HealthScore.Training.Challenger;

using FastTreeModel = CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>;
using FastTreeTree = Microsoft.ML.Trainers.FastTree.RegressionTree;
using RegressionTree = HealthScore.Core.Trees.RegressionTree;

/// <summary>One ensemble grown by ML.NET's FastTree, and the same trees as ours.</summary>
/// <param name="Trees">Reproduces the raw score of <paramref name="Transformer"/> to the bit.</param>
/// <param name="Transformer">Scores a vector of slots in the column <see cref="Features"/>.</param>
internal sealed record FastTreeFit(TreeEnsemble Trees, BinaryPredictionTransformer<FastTreeModel> Transformer)
{
    public const string Features = "Features";

    private const string Label = "Label";

    /// <summary>Stored in the ML.NET file; the trees are the same for any number, FastTree being
    /// lock-stepped.</summary>
    private const int Threads = 1;

    /// <param name="table">The table.</param>
    /// <param name="rows">Training rows of known outcome, in canonical order.</param>
    /// <param name="slots">What the trees may split on.</param>
    /// <param name="settings">How to grow them.</param>
    /// <param name="seed">FastTree's own; no row or slot is sampled.</param>
    public static FastTreeFit Grow(
        TrainingTable table,
        int[] rows,
        ImmutableArray<TreeSlot> slots,
        TreeSettings settings,
        ulong seed
    ) => Grow(table, rows, slots, settings, seed, Threads);

    /// <inheritdoc cref="Grow(TrainingTable, int[], ImmutableArray{TreeSlot}, TreeSettings, ulong)"/>
    internal static FastTreeFit Grow(
        TrainingTable table,
        int[] rows,
        ImmutableArray<TreeSlot> slots,
        TreeSettings settings,
        ulong seed,
        int threads
    )
    {
        var fixedSeed = (int)(seed & int.MaxValue);
        var ml = new MLContext(fixedSeed);
        var options = new FastTreeBinaryTrainer.Options
        {
            FeatureColumnName = Features,
            LabelColumnName = Label,
            NumberOfTrees = settings.Trees,
            NumberOfLeaves = settings.Leaves,
            LearningRate = settings.LearningRate,
            MinimumExampleCountPerLeaf = settings.MinimumRows,
            NumberOfThreads = threads,
            Seed = fixedSeed,
        };
        var transformer = ml.BinaryClassification.Trainers.FastTree(options).Fit(View(ml, table, rows, slots));
        return new FastTreeFit(Copy(transformer.Model.SubModel, slots), transformer);
    }

    private static IDataView View(MLContext ml, TrainingTable table, int[] rows, ImmutableArray<TreeSlot> slots)
    {
        var schema = SchemaDefinition.Create(typeof(EncodedRow));
        schema[Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, slots.Length);
        return ml.Data.LoadFromEnumerable(rows.Select(row => Encode(table, row, slots)), schema);
    }

    private static EncodedRow Encode(TrainingTable table, int row, ImmutableArray<TreeSlot> slots)
    {
        var features = new float[slots.Length];
        for (var s = 0; s < features.Length; s++)
        {
            features[s] = slots[s].Of(table.Values[slots[s].Factor][row]);
        }

        return new EncodedRow { Features = features, Label = table.Outcomes[row] == Outcome.Churned };
    }

    private static TreeEnsemble Copy(FastTreeBinaryModelParameters model, ImmutableArray<TreeSlot> slots)
    {
        var ensemble = model.TrainedTreeEnsemble;
        if (ensemble.Bias != 0 || ensemble.TreeWeights.Any(weight => weight != 1))
        {
            throw new InvalidOperationException("FastTree gave a bias or weighted trees, which are never asked for");
        }

        return new TreeEnsemble(slots, [.. ensemble.Trees.Select(Copy)]);
    }

    private static RegressionTree Copy(FastTreeTree tree)
    {
        if (tree.CategoricalSplitFlags.Any(flag => flag))
        {
            throw new InvalidOperationException("FastTree gave a categorical split, which is never asked for");
        }

        return new RegressionTree(
            [.. tree.NumericalSplitFeatureIndexes],
            [.. tree.NumericalSplitThresholds],
            [.. tree.LeftChild],
            [.. tree.RightChild],
            [.. tree.LeafValues]
        );
    }

    private sealed class EncodedRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
