using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Training.Challenger;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Exports.MlNet;

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
        files[ModelFileNames.Metrics] = MetricsJson.Write(WithoutAccounts(metrics));
        files[ModelFileNames.Profile] = ProfileJson.Write(profile);
        files[ModelFileNames.FormulaMlNet] = FormulaMlNet.Write(model);
        if (challenger is not null)
        {
            files[ModelFileNames.Challenger] = ChallengerJson.Write(challenger.Model, model.Catalog);
            files[ModelFileNames.ChallengerMlNet] = challenger.MlNetZip;
            golden = Answered(golden, challenger);
        }

        return new ModelContents
        {
            Model = model,
            Golden = golden,
            Created = created,
            Extra = files.ToImmutable(),
        };
    }

    /// <summary>The directory leaves the house: no customer is named in it.</summary>
    private static MetricsDocument WithoutAccounts(MetricsDocument metrics) =>
        metrics with
        {
            Agreement = metrics.Agreement is { } agreement ? agreement with { Differing = [] } : null,
        };

    /// <summary>ML.NET's own raw score of each golden row, and our calibrated probability.</summary>
    private static ImmutableArray<GoldenRow> Answered(ImmutableArray<GoldenRow> golden, TrainedChallenger challenger)
    {
        var answers = challenger.ExpectedByMlNet([.. golden.Select(row => row.Values)]);
        return GoldenRows.WithChallenger(
            golden,
            [.. answers.Select(answer => answer.RawScore)],
            [.. answers.Select(answer => answer.Probability)]
        );
    }
}
