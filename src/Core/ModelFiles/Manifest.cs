using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HealthScore.Core.ModelFiles;

/// <summary>
/// How a model came to be. No clock time, no host name, no path: the same rows and seed make the same model.
/// </summary>
/// <param name="DataHash">sha256 of the parsed training rows, in hex.</param>
/// <param name="Seed">Seed of folds, bags and made-up rows.</param>
/// <param name="Rows">Rows with a known outcome that the formula was fitted on.</param>
/// <param name="ProgramVersion">Version of the program that trained.</param>
public sealed record CreationFacts(string DataHash, ulong Seed, int Rows, string ProgramVersion)
{
    /// <summary>As-of date of the newest of these rows; null where the data are undated.</summary>
    public DateOnly? DataTo { get; init; }
}

/// <summary>manifest.json: the sha256 of every file, and the creation facts.</summary>
/// <param name="Created">What it was made from.</param>
/// <param name="Files">File name to lower-case hex sha256.</param>
public sealed record Manifest(CreationFacts Created, ImmutableSortedDictionary<string, string> Files)
{
    public const string FileName = "manifest.json";

    /// <summary>The manifest's own sha256, in the form that <c>sha256sum -c</c> reads.</summary>
    public const string HashFileName = "manifest.sha256";

    public const int Schema = 1;

    public static Manifest Of(CreationFacts created, IEnumerable<KeyValuePair<string, byte[]>> files) =>
        new(created, files.ToImmutableSortedDictionary(f => f.Key, f => Sha256(f.Value), StringComparer.Ordinal));

    public byte[] Write() =>
        JsonText.Readable(
            new JsonObject
            {
                ["schema"] = Schema,
                ["program_version"] = Created.ProgramVersion,
                ["data_hash"] = Created.DataHash,
                ["seed"] = Created.Seed,
                ["rows"] = Created.Rows,
                ["data_to"] = JsonText.OfDay(Created.DataTo),
                ["files"] = new JsonObject(
                    Files.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)JsonValue.Create(f.Value)))
                ),
            }
        );

    /// <exception cref="ModelException">Not a manifest, or from a newer version.</exception>
    public static Manifest Read(ReadOnlySpan<byte> text)
    {
        var place = JsonPlace.Parse(FileName, text);
        FormulaJson.CheckSchema(place, Schema);
        place.With("schema", "program_version", "data_hash", "seed", "rows", "data_to", "files");
        return new Manifest(
            new CreationFacts(
                place["data_hash"].Text(),
                place["seed"].Element.TryGetUInt64(out var seed) ? seed : throw place["seed"].Wrong("a whole number"),
                place["rows"].Whole(),
                place["program_version"].Text()
            )
            {
                DataTo = place["data_to"].DayOrNull(),
            },
            place["files"]
                .Entries()
                .ToImmutableSortedDictionary(f => f.Name, f => f.Place.Text(), StringComparer.Ordinal)
        );
    }

    public static byte[] HashLine(ReadOnlySpan<byte> manifest) =>
        Encoding.ASCII.GetBytes($"{Sha256(manifest)}  {FileName}\n");

    /// <summary>First 12 hex digits of the manifest's sha256.</summary>
    public static string VersionOf(ReadOnlySpan<byte> manifest) => Sha256(manifest)[..FormulaJson.HashDigits];

    internal static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
