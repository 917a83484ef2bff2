using System.Xml.Linq;

namespace HealthScore.Architecture.Tests;

/// <summary>The build refuses the clock, chance and the C library's exp; versions are exact and stand once.</summary>
public class BuildRulesTests
{
    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Today")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.Random.Shared")]
    [InlineData("M:System.Random.#ctor")]
    [InlineData("M:System.Guid.NewGuid")]
    [InlineData("M:System.Math.Exp(System.Double)")]
    [InlineData("M:System.Math.Log(System.Double)")]
    [InlineData("M:System.Math.Pow(System.Double,System.Double)")]
    public void The_build_refuses_a_global(string symbol)
    {
        var banned = Repository.Lines("BannedSymbols.txt").Select(line => line.Split(';')[0]);

        Assert.Contains(symbol, banned);
    }

    [Fact]
    public void Warnings_are_errors_and_the_banned_list_is_in_every_build()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Build.props"));

        Assert.Equal("true", props.Descendants("TreatWarningsAsErrors").Single().Value);
        Assert.Contains(
            props.Descendants("AdditionalFiles"),
            file => file.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal)
        );
        Assert.Contains(
            props.Descendants("PackageReference"),
            package => package.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers"
        );
    }

    [Fact]
    public void Every_package_version_is_exact_and_stands_once()
    {
        var packages = XDocument
            .Parse(Repository.Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToArray();

        Assert.All(
            packages,
            package => Assert.Matches(@"^\d+(\.\d+){1,3}(-[\w.]+)?$", package.Attribute("Version")!.Value)
        );
        Assert.Distinct(packages.Select(package => package.Attribute("Include")!.Value));
    }

    [Fact]
    public void A_replaced_version_is_an_error()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Build.props"));

        Assert.Contains(
            props.Descendants("WarningsAsErrors"),
            errors => errors.Value.Contains("NU1603", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_project_is_locked_and_stands_in_the_solution()
    {
        var solution = Repository.Read("HealthScore.sln").Replace('\\', '/');
        var projects = new[] { "src", "tests", "bench", "samples" }
            .SelectMany(folder => Repository.FilesBelow(folder, "*.csproj"))
            .ToArray();

        Assert.All(
            projects,
            path =>
                Assert.True(
                    File.Exists(Path.Combine(Repository.Top, Path.GetDirectoryName(path)!, "packages.lock.json")),
                    path
                )
        );
        Assert.All(projects, path => Assert.Contains(path, solution));
    }
}
