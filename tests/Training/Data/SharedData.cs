namespace HealthScore.Training.Tests.Data;

/// <summary>The public data sets beside the checkout; tests that need them skip where they are not.</summary>
internal static class SharedData
{
    public const string Reason = "the shared data sets are not beside this checkout";

    public static bool Present =>
        Folder is not null || Environment.GetEnvironmentVariable("HEALTHSCORE_REQUIRE_TOOLS") == "1";

    private static string? Folder { get; } = Find();

    public static string PathOf(string set) => Path.Combine(Folder ?? "", set, "data.csv");

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var shared = Path.Combine(at.FullName, "..", "shared", "datasets");
            if (File.Exists(Path.Combine(at.FullName, "HealthScore.sln")) && Directory.Exists(shared))
            {
                return shared;
            }
        }

        return null;
    }
}
