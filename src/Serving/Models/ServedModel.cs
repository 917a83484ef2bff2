using HealthScore.Core.Formula;

namespace HealthScore.Serving.Models;

/// <summary>A model with what every answer repeats made once: the bins in words, the ranges of the factors.</summary>
internal sealed class ServedModel
{
    public ServedModel(HealthModel model, string metricsJson)
    {
        Model = model;
        MetricsJson = metricsJson;
        BinWords =
        [
            .. model.Formulas.Select(formula => (string[][])[.. formula.Factors.Select(f => WordsOf(f, model))]),
        ];
    }

    public HealthModel Model { get; }

    public string MetricsJson { get; }

    /// <summary>By formula, by factor of the formula, by entry.</summary>
    public string[][][] BinWords { get; }

    private static string[] WordsOf(FormulaFactor factor, HealthModel model) =>
        [
            .. Enumerable
                .Range(0, factor.Bins.EntryCount)
                .Select(e => Models.BinWords.Of(factor, model.Catalog[factor.Index], e)),
        ];
}
