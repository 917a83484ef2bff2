using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public sealed class ModelDirectoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("healthscore-model-").FullName;

    private string ModelPath => Path.Combine(folder, "model");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back_and_written_to_the_same_bytes()
    {
        var written = ModelDirectory.Write(ModelPath, SampleModel.Contents, ExistingModel.Refuse);

        var loaded = ModelDirectory.Read(ModelPath);

        Assert.Equal(written.Model.Version, loaded.Model.Version);
        Assert.Matches("^[0-9a-f]{12}$", loaded.Model.Version);
        Assert.Equal(FormulaJson.Write(SampleModel.Model), FormulaJson.Write(loaded.Model));
        Assert.Equal(SampleModel.Model.FormulaHashes, loaded.Model.FormulaHashes);
        Assert.Equal(SampleModel.Created, loaded.Created);
        Assert.Equal(SampleModel.Contents.Golden.Length, loaded.Golden.Length);
    }
}
