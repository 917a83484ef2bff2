using System.Text.RegularExpressions;

namespace HealthScore.Architecture.Tests;

/// <summary>
/// Documents that point somewhere point at something; code in them is copied out of files that are built.
/// </summary>
public partial class DocumentationTests
{
    private static readonly string[] Documents =
    [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "notebooks/README.md",
        .. Repository.FilesBelow("docs", "*.md"),
    ];

    [Fact]
    public void A_link_leads_to_a_file()
    {
        var broken =
            from document in Documents
            let folder = Path.GetDirectoryName(document)!
            from Match link in Link().Matches(Repository.Read(document))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal)
            let path = Path.Combine(Repository.Top, folder, target.Split('#')[0])
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{document}: {target}";

        Findings.None(broken);
    }

    /// <summary>
    /// A block under <c>&lt;!-- from PATH --&gt;</c> stands in that file, apart from its indentation.
    /// </summary>
    [Fact]
    public void Code_in_a_document_is_copied_out_of_a_file()
    {
        var strange =
            from document in Documents
            from Match block in CopiedBlock().Matches(Repository.Read(document))
            let path = block.Groups["path"].Value
            where
                !Unindented(Repository.Lines(path))
                    .Contains(Unindented(block.Groups["code"].Value.Split('\n')), StringComparison.Ordinal)
            select $"{document}: the block from {path} does not stand there";

        Findings.None(strange);
    }

    [Fact]
    public void Every_decision_is_listed()
    {
        var list = Repository.Read("docs/decisions/README.md");

        var unlisted = Repository
            .FilesBelow("docs/decisions", "*.md")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != "README.md" && !list.Contains($"({name})", StringComparison.Ordinal));

        Findings.None(unlisted);
    }

    private static string Unindented(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<!-- from (?<path>\S+) -->\s*```\w*\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CopiedBlock();
}
