using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Pooling;

namespace HealthScore.Training;

/// <summary>What was learned and what was configured, as the model that scores.</summary>
public static class ModelAssembly
{
    /// <param name="configuration">Columns, outcome and horizon.</param>
    /// <param name="catalog">The factors, with the levels that training saw.</param>
    /// <param name="fitted">Formulas that are not empty.</param>
    /// <param name="cuts">Where bands are cut.</param>
    /// <param name="challenger">Null where there is none.</param>
    public static HealthModel Of(
        HealthConfiguration configuration,
        FactorCatalog catalog,
        FittedFormulas fitted,
        BandCuts cuts,
        ChallengerModel? challenger
    )
    {
        ImmutableArray<HealthFormula> formulas =
        [
            .. fitted.All.Select(formula => formula.With(cuts.On(formula), cuts.ByContext(formula))),
        ];
        return new HealthModel
        {
            Catalog = catalog,
            Formulas = formulas,
            FormulaHashes = [.. formulas.Select(formula => FormulaJson.HashOf(formula, catalog))],
            Replicates = fitted.Common.Uncertainty is null
                ? []
                : [.. fitted.All.Zip(formulas, (formula, served) => formula.Uncertainty!.On(served))],
            Input = configuration.Input,
            Rules = configuration.Rules with { BandsBy = configuration.Bands.By },
            HorizonDays = configuration.HorizonDays,
            Review = configuration.Review,
            Challenger = challenger,
        };
    }
}
