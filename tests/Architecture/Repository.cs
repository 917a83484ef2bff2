using System.Collections.Immutable;

namespace HealthScore.Architecture.Tests;

/// <summary>The checkout as files: where rules about source text look.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".git", "TestResults", "__pycache__"];

    public static string Top { get; } = FindTop();

    /// <summary>Our files below a folder, as paths from the top with forward slashes, in ordinal order.</summary>
    public static ImmutableArray<string> FilesBelow(string folder, string pattern)
    {
        var start = Path.Combine(Top, folder);
        if (!Directory.Exists(start))
        {
            return [];
        }

        return
        [
            .. Directory
                .EnumerateFiles(start, pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Top, path).Replace('\\', '/'))
                .Where(path => !path.Split('/').Intersect(NotOurs, StringComparer.Ordinal).Any())
                .Order(StringComparer.Ordinal),
        ];
    }

    public static ImmutableArray<string> CSharpFiles { get; } =
    [.. new[] { "src", "tests", "bench", "samples" }.SelectMany(folder => FilesBelow(folder, "*.cs"))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Top, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Top, path));

    private static string FindTop()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HealthScore.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("HealthScore.sln stands in no folder above the tests");
    }
}
