using System.Security.Cryptography;
using System.Text;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Model directories that cannot be trusted.</summary>
internal static class ModelCases
{
    private const string Chapter = "Models";
    private const string Score = "score --model model --data customers.csv --out scored.csv";
    private static readonly string[] Files =
    [
        "formula.json",
        "golden.jsonl",
        "metrics.json",
        "profile.json",
        "manifest.json",
        "manifest.sha256",
    ];

    public static IEnumerable<BadInputCase> All =>
        [
            Bad("a model that is not there", place => Directory.Delete(place["model"], recursive: true), exitCode: 5),
            Bad("a file in place of a model", place => Become(place, File.WriteAllText)),
            Bad(
                "an empty folder in place of a model",
                place => Become(place, (path, _) => Directory.CreateDirectory(path))
            ),
            .. Files.Select(file => Bad($"one byte changed in {file}", place => ChangeOneByte(place, file))),
            .. Files.Select(file => Bad($"{file} cut off", place => CutOff(place, file))),
            Bad("a file gone", place => File.Delete(Path.Combine(place["model"], "golden.jsonl"))),
            Bad("a file too many", place => File.WriteAllText(Path.Combine(place["model"], "notes.txt"), "hello")),
            Bad("formula.json of a newer version", place => Newer(place, "formula.json")),
            Bad("manifest.json of a newer version", place => Newer(place, "manifest.json")),
        ];

    private static BadInputCase Bad(string name, Action<Workplace> arrange, int exitCode = 3) =>
        BadInputCase.Line(Chapter, name, Score, exitCode, arrange);

    private static void Become(Workplace place, Action<string, string> make)
    {
        Directory.Delete(place["model"], recursive: true);
        make(place["model"], "not a model");
    }

    private static void ChangeOneByte(Workplace place, string file)
    {
        var path = Path.Combine(place["model"], file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void CutOff(Workplace place, string file)
    {
        var path = Path.Combine(place["model"], file);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
    }

    /// <summary>With all hashes right, as a later program would have written it.</summary>
    private static void Newer(Workplace place, string file)
    {
        var manifest = Path.Combine(place["model"], "manifest.json");
        var path = Path.Combine(place["model"], file);
        var old = HashOf(path);
        var text = File.ReadAllText(path);
        Assert.Contains("\"schema\"", text, StringComparison.Ordinal);
        File.WriteAllText(
            path,
            text.Replace("\"schema\": 1", "\"schema\": 2", StringComparison.Ordinal)
                .Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal)
        );
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(old, HashOf(path), StringComparison.Ordinal));
        File.WriteAllText(
            Path.Combine(place["model"], "manifest.sha256"),
            $"{HashOf(manifest)}  manifest.json\n",
            new UTF8Encoding(false)
        );
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
