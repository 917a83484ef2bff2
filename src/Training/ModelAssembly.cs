using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Fitting;

namespace HealthScore.Training;

/// <summary>What was learned and what was configured, as the model that scores.</summary>
public static class ModelAssembly
{
    /// <param name="configuration">Columns, outcome and horizon.</param>
    /// <param name="catalog">The factors, with the levels that training saw.</param>
    /// <param name="fitted">A formula that is not empty.</param>
    /// <param name="cuts">Where bands are cut.</param>
    /// <param name="challenger">Null where there is none.</param>
    public static HealthModel Of(
        HealthConfiguration configuration,
        FactorCatalog catalog,
        FittedFormula fitted,
        BandCuts cuts,
        ChallengerModel? challenger
    )
    {
        var formula = fitted.With(cuts.On(fitted));
        return new HealthModel
        {
            Catalog = catalog,
            Formulas = [formula],
            FormulaHashes = [FormulaJson.HashOf(formula, catalog)],
            Replicates = fitted.Uncertainty is { } uncertainty ? [uncertainty.On(formula)] : [],
            Input = configuration.Input,
            Rules = configuration.Rules,
            HorizonDays = configuration.HorizonDays,
            Review = configuration.Review,
            Challenger = challenger,
        };
    }
}
