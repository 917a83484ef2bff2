using HealthScore.Training.Exports;

namespace HealthScore.Training.Tests.Exports;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("healthscore");

    private string Target => Path.Combine(folder.FullName, "scored.csv");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_failure_while_writing_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Target, "old");

        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                Target,
                ExistingFile.Replace,
                stream =>
                {
                    stream.WriteByte(1);
                    throw new InvalidOperationException("half way");
                }
            )
        );

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void A_file_that_exists_is_refused_or_replaced_as_asked()
    {
        File.WriteAllText(Target, "old");

        var refusal = Assert.Throws<IOException>(() =>
            AtomicFile.Write(Target, ExistingFile.Refuse, stream => stream.WriteByte(65))
        );
        AtomicFile.Write(Target, ExistingFile.Replace, stream => stream.WriteByte(65));

        Assert.EndsWith("exists already.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("A", File.ReadAllText(Target));
    }
}
