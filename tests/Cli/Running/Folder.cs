namespace HealthScore.Cli.Tests.Running;

/// <summary>A folder of a test's own, gone after it.</summary>
public sealed class Folder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("healthscore");

    public string Path => root.FullName;

    public string this[string name] => System.IO.Path.Combine(root.FullName, name);

    public string Write(string name, params ReadOnlySpan<string> lines)
    {
        File.WriteAllText(this[name], string.Join('\n', lines.ToArray()) + "\n");
        return this[name];
    }

    public IEnumerable<string> Names =>
        root.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal);

    public void Dispose() => root.Delete(recursive: true);
}
