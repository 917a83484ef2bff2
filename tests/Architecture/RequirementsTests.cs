using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HealthScore.Architecture.Tests;

/// <summary>docs/requirements.md tells which statements have a test; its last column is made here.</summary>
public partial class RequirementsTests
{
    private const string Document = "docs/requirements.md";
    private const int Statements = 112;

    /// <summary>What the main job makes true.</summary>
    private static readonly ImmutableArray<string> MainJob =
    [
        "000-01",
        "000-17",
        "000-22",
        "000-29",
        "000-31",
        "000-35",
        "001-02",
        "003-01",
        "003-03",
        "003-05",
        "003-06",
        "003-07",
        "004-02",
        "004-12",
        "004-17",
    ];

    [Fact]
    public void The_document_lists_112_statements_each_once()
    {
        var ids = Repository.Lines(Document).Select(IdOf).Where(id => id.Length > 0).ToArray();

        Assert.Equal(Statements, ids.Length);
        Assert.Distinct(ids);
    }

    [Fact]
    public void A_test_names_only_requirements_that_exist()
    {
        var ids = Repository.Lines(Document).Select(IdOf).ToHashSet(StringComparer.Ordinal);

        Findings.None(TestsById().Where(group => !ids.Contains(group.Key)).Select(group => group.Key));
    }

    [Fact]
    public void Every_requirement_of_the_main_job_has_a_test()
    {
        var tests = TestsById();

        Findings.None(MainJob.Where(id => !tests.Contains(id)));
    }

    [Fact]
    public void The_document_names_the_tests_there_are()
    {
        var tests = TestsById();
        var now = Repository.Lines(Document);

        var expected = now.Select(line => IdOf(line) is { Length: > 0 } id ? WithTests(line, tests[id]) : line)
            .ToArray();
        if (Environment.GetEnvironmentVariable("HEALTHSCORE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Top, Document), string.Join('\n', expected) + "\n");
            now = expected;
        }

        Findings.None(expected.Except(now, StringComparer.Ordinal));
    }

    private static string WithTests(string line, IEnumerable<string> tests)
    {
        var cells = line.Split('|');
        cells[3] = $" {string.Join("<br>", tests.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))} ";
        return string.Join('|', cells).Replace("|  |", "| |", StringComparison.Ordinal);
    }

    private static string IdOf(string line) => Row().Match(line).Groups["id"].Value;

    /// <summary>Test names by requirement, read where a trait stands above a test method or a class of tests.</summary>
    private static ILookup<string, string> TestsById() =>
        (
            from path in Repository.FilesBelow("tests", "*.cs")
            let text = Repository.Read(path)
            from Match trait in RequirementTrait().Matches(text)
            let named = NamedThing().Match(text, trait.Index)
            select (Id: trait.Groups["id"].Value, Test: named.Groups["name"].Value.Replace('_', ' '))
        ).ToLookup(pair => pair.Id, pair => pair.Test, StringComparer.Ordinal);

    [GeneratedRegex(@"^\| (?<id>\d{3}-\d{2}) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"Trait\(""Requirement"", ""(?<id>[^""]+)""\)")]
    private static partial Regex RequirementTrait();

    [GeneratedRegex(
        @"\n\s*public (async |static |sealed |partial )*(class (?<name>\w+)|[\w<>?]+ (?<name>\w+)\()",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex NamedThing();
}
