using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Trees;
using HealthScore.Training.Exports.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Challenger;

/// <summary>
/// The challenger as an ML.NET model of stock transforms, from <see cref="RawColumns"/> to Score (of the trees),
/// Probability (calibrated) and PredictedLabel (probability of a half or more).
/// </summary>
internal static class ChallengerPipeline
{
    /// <param name="fit">The trees.</param>
    /// <param name="model">The same trees with their calibration.</param>
    /// <param name="columns">What the model is fed.</param>
    public static ITransformer Build(FastTreeFit fit, ChallengerModel model, RawColumns columns)
    {
        var ml = new MLContext(seed: 0);
        IDataView example = columns.ToDataFrame([]);
        var slots = Slots(ml, model.Trees.Slots, columns);
        string[] names = [.. slots.Select(slot => slot.Name)];
        List<ITransformer> chain = [];
        foreach (var estimator in slots.Select(slot => slot.Estimator))
        {
            Append(estimator);
        }

        Append(ml.Transforms.Concatenate(FastTreeFit.Features, names));
        chain.Add(fit.Transformer);
        example = fit.Transformer.Transform(example);
        Append(ml.BinaryClassification.Calibrators.Platt(slope: -model.Slope, offset: -model.Intercept));
        Append(ml.Transforms.Expression("PredictedLabel", "p => p >= 5E-1", "Probability"));
        Append(ml.Transforms.DropColumns([.. names, FastTreeFit.Features]));
        return new TransformerChain<ITransformer>([.. chain]);

        void Append(IEstimator<ITransformer> estimator)
        {
            var transformer = estimator.Fit(example);
            example = transformer.Transform(example);
            chain.Add(transformer);
        }
    }

    /// <summary>One column of slots each, in the order of the slots: all levels of a factor share one.</summary>
    private static List<(string Name, IEstimator<ITransformer> Estimator)> Slots(
        MLContext ml,
        ImmutableArray<TreeSlot> slots,
        RawColumns columns
    )
    {
        var prefix = "slot";
        while (columns.Names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix += "_";
        }

        List<(string, IEstimator<ITransformer>)> made = [];
        for (var s = 0; s < slots.Length; s++)
        {
            var slot = slots[s];
            var name = $"{prefix}{s}";
            var source = columns.Names[slot.Factor];
            var factor = columns.Catalog[slot.Factor];
            switch (slot.Kind)
            {
                case TreeSlotKind.Level:
                    var levels = slots.Skip(s).TakeWhile(next => next with { Level = slot.Level } == slot).ToArray();
                    made.Add((name, OneHot(ml, name, source, levels.Select(l => factor.Levels[l.Level]))));
                    s += levels.Length - 1;
                    break;
                case TreeSlotKind.Rank:
                    made.Add((name, Rank(ml, name, source, factor, slot.Fill)));
                    break;
                default:
                    made.Add((name, ml.Transforms.Expression(name, Formula(slot, factor), source)));
                    break;
            }
        }

        return made;
    }

    private static string Formula(TreeSlot slot, Factor factor) =>
        slot.Kind == TreeSlotKind.Number ? $"x => isna(x) ? {ExpressionText.Of(slot.Fill)} : single(x)"
        : factor.Kind == FactorKind.Numeric ? "x => isna(x) ? 1E0 : 0E0"
        : "x => x == \"\" ? 1E0 : 0E0";

    /// <summary>Text that is not among the levels, and empty text, become zeros.</summary>
    private static IEstimator<ITransformer> OneHot(MLContext ml, string name, string source, IEnumerable<string> levels)
    {
        var keys = ml.Data.LoadFromEnumerable(levels.Select(level => new LevelRow { Level = level }));
        return ml.Transforms.Categorical.OneHotEncoding(name, source, keyData: keys);
    }

    /// <summary>
    /// Each level is compared on its own. MapValue would be shorter, but it saves its levels in the order in which
    /// threads finish compressing them: one model then had two files.
    /// </summary>
    private static IEstimator<ITransformer> Rank(MLContext ml, string name, string source, Factor factor, float fill)
    {
        string[] parts =
        [
            .. factor
                .Levels.Select(
                    (level, rank) => $"x == {ExpressionText.Quoted(level)} ? {ExpressionText.Of((float)rank)} : "
                )
                .Chunk(ExpressionText.MostComparisons)
                .Select(part => string.Concat(part)),
        ];
        IEstimator<ITransformer> chain = ml.Transforms.Expression(name, $"x => {parts[0]}{Otherwise(0)}", source);
        for (var part = 1; part < parts.Length; part++)
        {
            var formula = $"(r, x) => r >= 0E0 ? r : {parts[part]}{Otherwise(part)}";
            chain = chain.Append(ml.Transforms.Expression(name, formula, name, source));
        }

        return chain;

        string Otherwise(int part) => part == parts.Length - 1 ? ExpressionText.Of(fill) : "-1E0";
    }

    private sealed class LevelRow
    {
        public string Level { get; set; } = "";
    }
}
