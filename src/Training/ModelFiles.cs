using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Training.Challenger;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training;

/// <summary>A trained model as the files of a model directory.</summary>
internal static class ModelFiles
{
    public static ModelContents Of(
        HealthModel model,
        TrainedChallenger? challenger,
        MetricsDocument metrics,
        Profile profile,
        CreationFacts created
    )
    {
        var golden = GoldenRows.Make(model, created.Seed);
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        files[ModelFileNames.Metrics] = MetricsJson.Write(metrics);
        files[ModelFileNames.Profile] = ProfileJson.Write(profile);
        if (challenger is not null)
        {
            files[ModelFileNames.Challenger] = ChallengerJson.Write(challenger.Model, model.Catalog);
        }

        return new ModelContents
        {
            Model = model,
            Golden = golden,
            Created = created,
            Extra = files.ToImmutable(),
        };
    }
}
