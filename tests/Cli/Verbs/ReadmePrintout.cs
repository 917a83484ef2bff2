using System.Text.RegularExpressions;

namespace HealthScore.Cli.Tests.Verbs;

/// <summary>The printout in README.md: the last two steps of the demo, as <c>./evidence readme</c> does.</summary>
internal static partial class ReadmePrintout
{
    private const string From = "── 4 of 5";

    /// <summary>As it stands between the markers.</summary>
    public static string InFile() => Between().Match(File.ReadAllText(Path())).Groups["text"].Value;

    /// <summary>Of what the demo printed; where asked, it is put into the file.</summary>
    public static string Of(string printed)
    {
        var shown = printed[printed.IndexOf(From, StringComparison.Ordinal)..].Trim('\n');
        var text = Folder().Replace(string.Join('\n', shown.Split('\n').Select(line => line.TrimEnd())), "FOLDER");
        text = Port().Replace(text, "127.0.0.1:PORT");
        if (Environment.GetEnvironmentVariable("HEALTHSCORE_UPDATE_DOCS") == "1")
        {
            var whole = Between()
                .Replace(File.ReadAllText(Path()), $"<!-- demo -->\n```text\n{text}\n```\n<!-- /demo -->");
            File.WriteAllText(Path(), whole);
        }

        return text;
    }

    private static string Path()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "HealthScore.sln")))
        {
            folder = folder.Parent!;
        }

        return System.IO.Path.Combine(folder.FullName, "README.md");
    }

    [GeneratedRegex(@"<!-- demo -->\n```text\n(?<text>.*?)\n```\n<!-- /demo -->", RegexOptions.Singleline)]
    private static partial Regex Between();

    [GeneratedRegex(@"/\S*healthscore-demo-\w+")]
    private static partial Regex Folder();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();
}
