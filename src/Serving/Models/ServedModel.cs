using System.Text;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;

namespace HealthScore.Serving.Models;

/// <summary>A model with what every answer repeats made once: contributions and formulas.</summary>
internal sealed class ServedModel
{
    public ServedModel(HealthModel model, string metricsJson)
    {
        Model = model;
        MetricsJson = metricsJson;
        FormulaJson = Encoding.UTF8.GetString(Core.ModelFiles.FormulaJson.Write(model));
        FormulaTexts = [.. Enumerable.Range(0, model.Formulas.Length).Select(f => TextOf(f, model))];
        Templates =
        [
            .. model.Formulas.Select(formula =>
                (ContributionTemplate[][])
                    [.. formula.Factors.Select(f => ContributionTemplate.Of(f, model.Catalog, formula))]
            ),
        ];
    }

    public HealthModel Model { get; }

    public string MetricsJson { get; }

    /// <summary>formula.json.</summary>
    public string FormulaJson { get; }

    /// <summary>Each formula to read, in the order of the model.</summary>
    public string[] FormulaTexts { get; }

    /// <summary>By formula, by factor of the formula, by entry.</summary>
    public ContributionTemplate[][][] Templates { get; }

    private static string TextOf(int position, HealthModel model) =>
        FormulaText.Plain(
            model with
            {
                Formulas = [model.Formulas[position]],
                FormulaHashes = [model.FormulaHashes[position]],
            }
        );
}
