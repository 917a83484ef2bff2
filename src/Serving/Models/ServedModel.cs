using System.Runtime.CompilerServices;
using System.Text;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;

namespace HealthScore.Serving.Models;

/// <summary>A model with what every answer repeats made once: contributions and formulas.</summary>
internal sealed class ServedModel
{
    private readonly ConditionalWeakTable<HealthFormula, ContributionTemplate[][]> templates = [];

    public ServedModel(HealthModel model, string metricsJson)
    {
        Model = model;
        MetricsJson = metricsJson;
        FormulaJson = Encoding.UTF8.GetString(Core.ModelFiles.FormulaJson.Write(model));
        FormulaTexts = [.. Enumerable.Range(0, model.Formulas.Length).Select(f => TextOf(f, model))];
        foreach (var formula in model.Formulas)
        {
            TemplatesOf(formula);
        }
    }

    public HealthModel Model { get; }

    public string MetricsJson { get; }

    /// <summary>formula.json.</summary>
    public string FormulaJson { get; }

    /// <summary>Each formula to read, in the order of the model.</summary>
    public string[] FormulaTexts { get; }

    /// <summary>
    /// By factor of a formula of the model, or of a blend of two, by entry; made once for as long as the formula lives.
    /// </summary>
    public ContributionTemplate[][] TemplatesOf(HealthFormula formula) =>
        templates.GetValue(
            formula,
            made => [.. made.Factors.Select(factor => ContributionTemplate.Of(factor, Model.Catalog, made))]
        );

    private static string TextOf(int position, HealthModel model) =>
        FormulaText.Plain(
            model with
            {
                Formulas = [model.Formulas[position]],
                FormulaHashes = [model.FormulaHashes[position]],
            }
        );
}
