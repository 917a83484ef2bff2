using System.Text;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;

namespace HealthScore.Serving.Models;

/// <summary>A model with what every answer repeats made once: the bins and the formulas in words.</summary>
internal sealed class ServedModel
{
    public ServedModel(HealthModel model, string metricsJson)
    {
        Model = model;
        MetricsJson = metricsJson;
        FormulaJson = Encoding.UTF8.GetString(Core.ModelFiles.FormulaJson.Write(model));
        FormulaTexts = [.. Enumerable.Range(0, model.Formulas.Length).Select(f => TextOf(f, model))];
        BinWords =
        [
            .. model.Formulas.Select(formula => (string[][])[.. formula.Factors.Select(f => WordsOf(f, model))]),
        ];
    }

    public HealthModel Model { get; }

    public string MetricsJson { get; }

    /// <summary>formula.json.</summary>
    public string FormulaJson { get; }

    /// <summary>Each formula to read, in the order of the model.</summary>
    public string[] FormulaTexts { get; }

    /// <summary>By formula, by factor of the formula, by entry.</summary>
    public string[][][] BinWords { get; }

    private static string TextOf(int position, HealthModel model) =>
        FormulaText.Plain(
            model with
            {
                Formulas = [model.Formulas[position]],
                FormulaHashes = [model.FormulaHashes[position]],
            }
        );

    private static string[] WordsOf(FormulaFactor factor, HealthModel model)
    {
        var entries = Enumerable.Range(0, factor.Bins.EntryCount);
        return [.. entries.Select(entry => BinLabels.Of(factor.Bins, model.Catalog[factor.Index], entry))];
    }
}
