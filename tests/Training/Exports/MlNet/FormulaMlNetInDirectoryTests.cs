using HealthScore.Core.ModelFiles;
using HealthScore.Training.Configuration;
using HealthScore.Training.Exports.MlNet;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Exports.MlNet;

public sealed class FormulaMlNetInDirectoryTests : IDisposable
{
    private static readonly ModelContents Trained = TrainingRun
        .Train(
            SmallRows.Make(600, seed: 1),
            SmallRows.Configuration(SmallRows.Catalog) with
            {
                Challenger = ChallengerTrainerKind.None,
            },
            SmallRows.Quick,
            [],
            "0.0.0"
        )
        .Contents!;

    private readonly string directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void Training_puts_the_formula_for_ML_NET_beside_it()
    {
        var loaded = ModelDirectory.Write(directory, Trained, ExistingModel.Refuse);

        Assert.True(loaded.Files[FormulaMlNet.FileName].SequenceEqual(FormulaMlNet.Write(loaded.Model)));
    }

    [Fact]
    public void A_model_whose_formula_for_ML_NET_was_altered_by_one_bit_is_refused()
    {
        ModelDirectory.Write(directory, Trained, ExistingModel.Refuse);
        var path = Path.Combine(directory, FormulaMlNet.FileName);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var refused = Assert.Throws<ModelException>(() => ModelDirectory.Read(directory));

        Assert.Equal(
            "formula.mlnet.zip: sha256 is not the one in manifest.json; the file was altered.",
            refused.Message
        );
    }

    [Fact]
    public void A_model_written_without_it_loads_and_can_still_be_exported()
    {
        var older = Trained with { Extra = Trained.Extra.Remove(FormulaMlNet.FileName) };

        var loaded = ModelDirectory.Write(directory, older, ExistingModel.Refuse);

        Assert.DoesNotContain(FormulaMlNet.FileName, loaded.Files.Keys);
        Assert.True(FormulaMlNet.Of(loaded).SequenceEqual(Trained.Extra[FormulaMlNet.FileName]));
    }

    public void Dispose()
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
