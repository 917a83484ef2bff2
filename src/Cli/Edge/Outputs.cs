namespace HealthScore.Cli.Edge;

/// <summary>What a verb is about to write, refused before any work is done.</summary>
internal static class Outputs
{
    /// <param name="path">The file or directory to write.</param>
    /// <param name="hint">How to replace what is there; empty where it may be replaced.</param>
    public static void RequireNew(string path, string hint)
    {
        if (hint.Length > 0 && Path.Exists(path))
        {
            throw Refusal.Usage($"{path}: exists already.", hint);
        }

        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null && !Directory.Exists(parent))
        {
            throw Refusal.NotFound($"{path}: there is no folder {parent} to write into.");
        }
    }
}
