using HealthScore.Training.Synthetic;

namespace HealthScore.Cli.Edge;

/// <summary>The made-up business that comes with the program, so that a demo works from any folder.</summary>
internal static class Sample
{
    public const string Label = "churned";

    public static string Data => GeneratedFiles.Decisions;

    public static string Configuration => GeneratedFiles.ConfigurationName;

    /// <summary>Writes rows and configuration into a folder.</summary>
    public static void Write(string folder)
    {
        foreach (var name in (string[])[Data, Configuration])
        {
            using var resource =
                typeof(Sample).Assembly.GetManifestResourceStream($"sample/{name}")
                ?? throw new InvalidOperationException($"the program was built without its sample '{name}'");
            using var file = File.Create(Path.Combine(folder, name));
            resource.CopyTo(file);
        }
    }
}
