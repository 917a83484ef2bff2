using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public sealed class ModelDirectoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("healthscore-model-").FullName;

    private string ModelPath => Path.Combine(folder, "model");

    private string PartialPath => Path.Combine(folder, ".model.partial");

    public static TheoryData<string> FileNames => [.. ModelBytes.Write(SampleModel.Contents).Keys];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var written = Write(ExistingModel.Refuse);

        var loaded = ModelDirectory.Read(ModelPath);

        Assert.Equal(written.Model.Version, loaded.Model.Version);
        Assert.Matches("^[0-9a-f]{12}$", loaded.Model.Version);
        Assert.Equal(FormulaJson.Write(SampleModel.Model), FormulaJson.Write(loaded.Model));
        Assert.Equal(SampleModel.Model.FormulaHashes, loaded.Model.FormulaHashes);
        Assert.Equal(SampleModel.Created, loaded.Created);
        Assert.Equal(SampleModel.Contents.Golden.Length, loaded.Golden.Length);
        Assert.Equal("{}\n"u8.ToArray(), loaded.Files[ModelFileNames.Metrics]);
    }

    /// <summary>Invariant 8: the same model, the same bytes.</summary>
    [Fact]
    public void Two_writings_give_the_same_bytes_and_name_no_clock_host_or_path()
    {
        Write(ExistingModel.Refuse);
        var other = Path.Combine(folder, "other");

        ModelDirectory.Write(other, SampleModel.Contents, ExistingModel.Refuse);

        foreach (var name in FileNames.Select(row => row.Data))
        {
            var bytes = File.ReadAllBytes(Path.Combine(ModelPath, name));
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(other, name)));
            Assert.DoesNotContain(folder, text);
            Assert.DoesNotContain(Environment.MachineName, text);
            Assert.DoesNotMatch(@"\d\d:\d\d:\d\d", text);
        }
    }

    [Fact]
    public void The_version_is_the_start_of_the_manifests_sha256()
    {
        var version = Write(ExistingModel.Refuse).Model.Version;

        var line = File.ReadAllText(Path.Combine(ModelPath, Manifest.HashFileName));

        Assert.Matches($"^{version}[0-9a-f]{{52}}  manifest.json\n$", line);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void One_changed_byte_in_any_file_is_refused(string name)
    {
        Write(ExistingModel.Refuse);
        var path = Path.Combine(ModelPath, name);
        var bytes = File.ReadAllBytes(path);
        int[] offsets =
        [
            0,
            bytes.Length / 2,
            bytes.Length - 1,
            .. Enumerable.Range(1, 20).Select(k => k * bytes.Length / 21),
        ];

        foreach (var offset in offsets)
        {
            bytes[offset] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Contains("altered", Refusal().Message);
            bytes[offset] ^= 1;
        }

        File.WriteAllBytes(path, bytes);
        Assert.Equal(SampleModel.Created, ModelDirectory.Read(ModelPath).Created);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_truncated_or_longer_file_is_refused(string name)
    {
        Write(ExistingModel.Refuse);
        var path = Path.Combine(ModelPath, name);
        var bytes = File.ReadAllBytes(path);

        Assert.All(
            [0, 1, bytes.Length - 1],
            length =>
            {
                File.WriteAllBytes(path, bytes[..length]);
                Assert.Contains("altered", Refusal().Message);
            }
        );
        File.WriteAllBytes(path, [.. bytes, (byte)'\n']);
        Assert.Contains("altered", Refusal().Message);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_missing_file_is_refused_by_name(string name)
    {
        Write(ExistingModel.Refuse);
        File.Delete(Path.Combine(ModelPath, name));

        Assert.Equal($"{name}: is missing from the model directory.", Refusal().Message);
    }

    [Theory]
    [InlineData("notes.txt", "is no file of a model directory")]
    [InlineData("challenger.json", "is not listed in manifest.json")]
    public void An_extra_file_is_refused_by_name(string name, string reason)
    {
        Write(ExistingModel.Refuse);
        File.WriteAllText(Path.Combine(ModelPath, name), "{}");

        Assert.Contains($"{name}: {reason}", Refusal().Message);
    }

    [Fact]
    public void An_extra_folder_is_refused_by_name()
    {
        Write(ExistingModel.Refuse);
        Directory.CreateDirectory(Path.Combine(ModelPath, ModelFileNames.Playbooks));

        Assert.Contains("playbooks.json: is no file of a model directory", Refusal().Message);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_refused() =>
        Assert.Contains("there is no such model directory", Refusal().Message);

    [Fact]
    public void A_file_beyond_its_largest_size_is_refused_unread()
    {
        Write(ExistingModel.Refuse);
        using (var file = File.OpenWrite(Path.Combine(ModelPath, Manifest.FileName)))
        {
            file.SetLength((1 << 20) + 1);
        }

        Assert.Equal("manifest.json: has 1048577 bytes; expected 1048576 or fewer.", Refusal().Message);
    }

    [Fact]
    public void An_existing_directory_is_refused_and_left_as_it_was()
    {
        Directory.CreateDirectory(ModelPath);
        File.WriteAllText(Path.Combine(ModelPath, "mine.txt"), "mine");

        Assert.Throws<IOException>(() => Write(ExistingModel.Refuse));
        Assert.Throws<IOException>(() => Write(ExistingModel.Replace));

        Assert.Equal("mine", File.ReadAllText(Path.Combine(ModelPath, "mine.txt")));
        Assert.Equal([ModelPath], Directory.GetFileSystemEntries(folder));
    }

    /// <summary>Invariant 10: the champion changes whole or not at all.</summary>
    [Fact]
    public void Replacing_swaps_the_whole_directory_and_leaves_nothing_beside_it()
    {
        var first = Write(ExistingModel.Refuse).Model.Version;

        var second = ModelDirectory
            .Write(
                ModelPath,
                SampleModel.Contents with
                {
                    Created = SampleModel.Created with { Seed = 43 },
                    Extra = SampleModel.Contents.Extra.Clear(),
                },
                ExistingModel.Replace
            )
            .Model.Version;

        Assert.NotEqual(first, second);
        Assert.Equal(second, ModelDirectory.Read(ModelPath).Model.Version);
        Assert.Equal([ModelPath], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_a_killed_writing_left_behind_is_no_model_and_in_nobodys_way()
    {
        Directory.CreateDirectory(PartialPath);
        File.WriteAllBytes(Path.Combine(PartialPath, FormulaJson.FileName), [1, 2, 3]);

        Assert.Throws<ModelException>(() => ModelDirectory.Read(PartialPath));
        Assert.Contains("there is no such model directory", Refusal().Message);
        Write(ExistingModel.Refuse);

        Assert.Equal(SampleModel.Created, ModelDirectory.Read(ModelPath).Created);
        Assert.Equal([ModelPath], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_model_that_does_not_read_back_never_gets_its_name()
    {
        var wrong = SampleModel.Contents with { Golden = SampleModel.Contents.Golden[..10] };

        Assert.Throws<ModelException>(() => ModelDirectory.Write(ModelPath, wrong, ExistingModel.Refuse));

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_model_that_does_not_read_back_never_replaces_a_good_one()
    {
        var good = Write(ExistingModel.Refuse).Model.Version;
        var wrong = SampleModel.Contents with { Golden = SampleModel.Contents.Golden[..10] };

        Assert.Throws<ModelException>(() => ModelDirectory.Write(ModelPath, wrong, ExistingModel.Replace));

        Assert.Equal(good, ModelDirectory.Read(ModelPath).Model.Version);
        Assert.Equal([ModelPath], Directory.GetFileSystemEntries(folder));
    }

    private LoadedModel Write(ExistingModel existing) =>
        ModelDirectory.Write(ModelPath, SampleModel.Contents, existing);

    private ModelException Refusal() => Assert.Throws<ModelException>(() => ModelDirectory.Read(ModelPath));
}
