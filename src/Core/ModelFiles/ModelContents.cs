using System.Collections.Immutable;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles;

/// <summary>What training hands over to be written as a model directory.</summary>
public sealed record ModelContents
{
    public required HealthModel Model { get; init; }

    public required ImmutableArray<GoldenRow> Golden { get; init; }

    public required CreationFacts Created { get; init; }

    /// <summary>The further files by name (see <see cref="ModelFileNames"/>): metrics, profile, challenger.</summary>
    public ImmutableSortedDictionary<string, byte[]> Extra { get; init; } =
        ImmutableSortedDictionary<string, byte[]>.Empty.WithComparers(StringComparer.Ordinal);
}

/// <summary>A model directory that passed every check.</summary>
public sealed record LoadedModel
{
    /// <summary>With version, and with the challenger where the directory has one.</summary>
    public required HealthModel Model { get; init; }

    public required CreationFacts Created { get; init; }

    public required ImmutableArray<GoldenRow> Golden { get; init; }

    /// <summary>The bytes of every listed file by name, as they were checked.</summary>
    public required ImmutableSortedDictionary<string, byte[]> Files { get; init; }
}

/// <summary>
/// The files a model directory may hold beside formula.json, golden.jsonl and the manifest, and their largest sizes.
/// </summary>
public static class ModelFileNames
{
    public const string Metrics = "metrics.json";
    public const string Profile = "profile.json";
    public const string Challenger = "challenger.json";
    public const string ChallengerMlNet = "challenger.mlnet.zip";
    public const string FormulaMlNet = "formula.mlnet.zip";
    public const string Playbooks = "playbooks.json";
    public const string Replicates = "replicates.json";

    private const long Mebibyte = 1024 * 1024;

    /// <summary>Largest size in bytes of each file that may stand in a directory.</summary>
    internal static readonly ImmutableSortedDictionary<string, long> LargestSizes = new Dictionary<string, long>
    {
        [Manifest.FileName] = Mebibyte,
        [Manifest.HashFileName] = Mebibyte,
        [FormulaJson.FileName] = 64 * Mebibyte,
        [GoldenJson.FileName] = 256 * Mebibyte,
        [Metrics] = 16 * Mebibyte,
        [Profile] = 64 * Mebibyte,
        [Challenger] = 64 * Mebibyte,
        [ChallengerMlNet] = 256 * Mebibyte,
        [FormulaMlNet] = 64 * Mebibyte,
        [Playbooks] = 16 * Mebibyte,
        [Replicates] = 256 * Mebibyte,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
