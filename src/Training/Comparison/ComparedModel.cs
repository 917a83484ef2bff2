using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison;

/// <summary>One of two models held side by side: the model directory with everything it says of itself.</summary>
/// <param name="Model">What scores.</param>
/// <param name="Created">From which rows it was made.</param>
/// <param name="HeldOut">Its evaluation at training.</param>
/// <param name="Profile">What its training rows looked like.</param>
public sealed record ComparedModel(HealthModel Model, CreationFacts Created, MetricsDocument HeldOut, Profile Profile)
{
    /// <summary>Standard errors of weights; empty where the directory has none.</summary>
    public ImmutableArray<WeightError> WeightErrors { get; init; } = [];

    /// <exception cref="JsonException">metrics.json or profile.json is missing, or not what it should be.</exception>
    public static ComparedModel Of(LoadedModel loaded)
    {
        var metrics = File(loaded, ModelFileNames.Metrics);
        return new ComparedModel(
            loaded.Model,
            loaded.Created,
            MetricsJson.Read(metrics),
            ProfileJson.Read(File(loaded, ModelFileNames.Profile), loaded.Model.Catalog)
        )
        {
            WeightErrors = WeightError.Read(metrics),
        };
    }

    /// <summary>Standard error of a weight; null where the directory has none.</summary>
    public double? ErrorOf(HealthFormula formula, string factor) =>
        WeightErrors
            .FirstOrDefault(e => e.Segment == formula.Segment && e.Stage == formula.Stage && e.Factor == factor)
            ?.StandardError;

    private static byte[] File(LoadedModel loaded, string name) =>
        loaded.Files.GetValueOrDefault(name) ?? throw new JsonException($"{name}: is not in the model directory");
}
