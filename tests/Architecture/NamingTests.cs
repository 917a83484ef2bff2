using System.Text.RegularExpressions;

namespace HealthScore.Architecture.Tests;

/// <summary>Names and folders: a reader finds a line's room from the folder tree.</summary>
public partial class NamingTests
{
    private const int MostFilesInAFolder = 14;

    /// <summary>Folders that are one noun although they hold more, with the most they may hold and why.</summary>
    private static readonly Dictionary<string, int> OneNounAllTheSame = new(StringComparer.Ordinal)
    {
        ["src/Cli/Edge"] = 20, // options and refusals are small records, a file each
        ["src/Serving/Services"] = 20, // one file a service, one a mapping
        ["src/Training/Configuration"] = 20, // reader, writer and inference share their words
        ["src/Training/Data"] = 30, // readers and the columns they fill, small files
        ["src/Training/Evaluation"] = 26, // one file a figure
        ["src/Training/Quality"] = 28, // one file a check
    };

    [Fact]
    public void A_folder_of_src_is_a_namespace()
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Core"] = "HealthScore.Core",
            ["Training"] = "HealthScore.Training",
            ["Serving"] = "HealthScore.Serving",
            ["Cli"] = "HealthScore.Cli",
        };

        var wrong = Repository
            .FilesBelow("src", "*.cs")
            .Where(path =>
                DeclaredNamespace().Match(Repository.Read(path)) is { Success: true } found
                && found.Groups["name"].Value != Expected(path, roots)
            );

        Findings.None(wrong);
    }

    [Fact]
    public void Only_the_entry_point_has_no_namespace()
    {
        var without = Repository
            .FilesBelow("src", "*.cs")
            .Where(path => !DeclaredNamespace().IsMatch(Repository.Read(path)));

        Assert.Equal(["src/Cli/Program.cs"], without);
    }

    [Fact]
    public void No_file_has_a_name_that_tells_nothing()
    {
        var vague = Repository.CSharpFiles.Where(path => VagueFile().IsMatch(path));

        Findings.None(vague);
    }

    [Fact]
    public void No_type_has_a_name_that_tells_nothing()
    {
        var vague =
            from path in Repository.CSharpFiles
            from Match match in VagueType().Matches(Repository.Read(path))
            select $"{path}: {match.Value}";

        Findings.None(vague);
    }

    [Fact]
    public void A_folder_holds_about_a_dozen_files_or_is_two_nouns()
    {
        var crowded = Repository
            .FilesBelow("src", "*.cs")
            .GroupBy(path => path[..path.LastIndexOf('/')], StringComparer.Ordinal)
            .Where(folder => folder.Count() > OneNounAllTheSame.GetValueOrDefault(folder.Key, MostFilesInAFolder))
            .Select(folder => $"{folder.Key}: {folder.Count()} files");

        Findings.None(crowded);
    }

    [Fact]
    public void A_test_name_is_a_sentence()
    {
        var short_ones =
            from path in Repository.FilesBelow("tests", "*.cs")
            from Match match in TestMethod().Matches(Repository.Read(path))
            where !match.Groups["name"].Value.Contains('_', StringComparison.Ordinal)
            select $"{path}: {match.Groups["name"].Value}";

        Findings.None(short_ones);
    }

    private static string Expected(string path, Dictionary<string, string> roots)
    {
        var folders = path.Split('/')[1..^1];
        return string.Join('.', (string[])[roots[folders[0]], .. folders[1..]]);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex DeclaredNamespace();

    [GeneratedRegex(@"(Helper|Util|Utilitie|Manager|Common|Base)s?\.cs$")]
    private static partial Regex VagueFile();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) \w*(Helper|Util|Utilitie|Manager|Common|Base)s?\b")]
    private static partial Regex VagueType();

    [GeneratedRegex(
        @"\[(?:Fact|Theory|Property)\b[^\n]*(?:\n\s*\[[^\n]*)*\n\s*public (?:async )?[\w<>]+ (?<name>\w+)\("
    )]
    private static partial Regex TestMethod();
}
