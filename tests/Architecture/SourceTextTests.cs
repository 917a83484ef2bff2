using System.Text.RegularExpressions;

namespace HealthScore.Architecture.Tests;

/// <summary>What every source file and document keeps to.</summary>
public partial class SourceTextTests
{
    private const int MostLines = 300;
    private const int MostColumns = 120;

    [Fact]
    public void A_file_is_one_idea_of_at_most_300_lines()
    {
        var longOnes = Repository
            .CSharpFiles.Select(path => (path, lines: Repository.Lines(path).Length))
            .Where(file => file.lines > MostLines)
            .Select(file => $"{file.path}: {file.lines} lines");

        Findings.None(longOnes);
    }

    [Fact]
    public void A_line_has_at_most_120_columns()
    {
        var wide =
            from path in Repository.CSharpFiles
            from line in Repository.Lines(path).Index()
            where line.Item.Length > MostColumns
            select $"{path}:{line.Index + 1}: {line.Item.Length} columns";

        Findings.None(wide);
    }

    [Fact]
    public void Nothing_is_folded_away_left_for_later_or_said_twice()
    {
        var marks =
            from path in Repository.CSharpFiles
            where !path.EndsWith(nameof(SourceTextTests) + ".cs", StringComparison.Ordinal)
            from line in Repository.Lines(path).Index()
            where Marks().IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

        Findings.None(marks);
    }

    [Fact]
    public void No_file_names_a_path_of_one_machine()
    {
        var found =
            from path in Documents()
            from line in Repository.Lines(path).Index()
            where MachinePaths().IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

        Findings.None(found);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CHANGELOG.md")]
    public void A_document_speaks_to_its_reader_and_not_of_how_it_was_made(string document)
    {
        var found = Repository.Lines(document).Where(line => WorkplaceWords().IsMatch(line));

        Findings.None(found);
    }

    private static IEnumerable<string> Documents() =>
        Repository
            .CSharpFiles.Where(path => !path.StartsWith("tests/Architecture/", StringComparison.Ordinal))
            .Concat(Repository.FilesBelow("docs", "*"))
            .Concat(Repository.FilesBelow("protos", "*"))
            .Concat(Repository.FilesBelow("samples", "*"))
            .Concat(Repository.FilesBelow("bench", "*"))
            .Concat(["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "check", "evidence", ".ci/run"])
            .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"#region|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|Gets or sets|Gets the ")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?<![\w.$}])/(work|home|root|Users)/|\bC:\\\\?Users")]
    private static partial Regex MachinePaths();

    [GeneratedRegex(@"\bissues? #?\d|\bsession\b|\bsub-?agent\b|\bthis workplace\b", RegexOptions.IgnoreCase)]
    private static partial Regex WorkplaceWords();
}
