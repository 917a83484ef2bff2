using System.Collections.Immutable;
using HealthScore.Core.Trees;

namespace HealthScore.Core.ModelFiles;

/// <summary>A model as named bytes and back; where the bytes are kept is <see cref="ModelDirectory"/>'s part.</summary>
public static class ModelBytes
{
    /// <summary>Every file of the directory, manifest and its hash included.</summary>
    /// <exception cref="ArgumentException">A further file is not one that a directory may hold.</exception>
    public static ImmutableSortedDictionary<string, byte[]> Write(ModelContents contents)
    {
        var files = contents.Extra.ToBuilder();
        foreach (var name in files.Keys)
        {
            if (IsOurs(name) || !ModelFileNames.LargestSizes.ContainsKey(name))
            {
                throw new ArgumentException($"'{name}' is no further file of a model directory", nameof(contents));
            }
        }

        files[FormulaJson.FileName] = FormulaJson.Write(contents.Model);
        files[GoldenJson.FileName] = GoldenJson.Write(contents.Golden, contents.Model.Catalog);
        if (!contents.Model.Replicates.IsEmpty)
        {
            files[ModelFileNames.Replicates] = ReplicatesJson.Write(contents.Model);
        }

        var manifest = Manifest.Of(contents.Created, files).Write();
        files[Manifest.FileName] = manifest;
        files[Manifest.HashFileName] = Manifest.HashLine(manifest);
        return files.ToImmutable();
    }

    /// <exception cref="ModelException">Anything is altered, cut off, missing, extra, newer, or wrong.</exception>
    public static LoadedModel Read(ImmutableSortedDictionary<string, byte[]> files)
    {
        var manifestBytes = Required(files, Manifest.FileName);
        if (!Required(files, Manifest.HashFileName).AsSpan().SequenceEqual(Manifest.HashLine(manifestBytes)))
        {
            throw new ModelException(
                $"{Manifest.HashFileName}: does not match {Manifest.FileName}; one of the two was altered."
            );
        }

        var manifest = Manifest.Read(manifestBytes);
        CheckListed(files, manifest);
        var formula = FormulaJson.Read(Required(files, FormulaJson.FileName));
        var model = formula with
        {
            Version = Manifest.VersionOf(manifestBytes),
            Challenger = files.TryGetValue(ModelFileNames.Challenger, out var challenger)
                ? ChallengerJson.Read(challenger, formula.Catalog)
                : null,
            Replicates = files.TryGetValue(ModelFileNames.Replicates, out var replicates)
                ? ReplicatesJson.Read(replicates, formula)
                : [],
        };
        var golden = GoldenJson.Read(Required(files, GoldenJson.FileName), model);
        GoldenRows.Check(model, golden);
        return new LoadedModel
        {
            Model = model,
            Created = manifest.Created,
            Golden = golden,
            Files = files,
        };
    }

    private static void CheckListed(ImmutableSortedDictionary<string, byte[]> files, Manifest manifest)
    {
        foreach (var (name, sha256) in manifest.Files)
        {
            if (Manifest.Sha256(Required(files, name)) != sha256)
            {
                throw new ModelException(
                    $"{name}: sha256 is not the one in {Manifest.FileName}; the file was altered."
                );
            }
        }

        if (files.Keys.FirstOrDefault(name => !IsManifest(name) && !manifest.Files.ContainsKey(name)) is { } extra)
        {
            throw new ModelException($"{extra}: is not listed in {Manifest.FileName}; a model holds nothing else.");
        }
    }

    private static byte[] Required(ImmutableSortedDictionary<string, byte[]> files, string name) =>
        files.GetValueOrDefault(name) ?? throw new ModelException($"{name}: is missing from the model directory.");

    private static bool IsManifest(string name) => name is Manifest.FileName or Manifest.HashFileName;

    private static bool IsOurs(string name) =>
        IsManifest(name) || name is FormulaJson.FileName or GoldenJson.FileName or ModelFileNames.Replicates;
}
