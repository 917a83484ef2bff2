using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace HealthScore.Architecture.Tests;

/// <summary>Who may see whom: the table of projects in ARCHITECTURE.md, as rules.</summary>
public class DependencyTests
{
    private static readonly Assembly Core = Assembly.Load("HealthScore.Core");
    private static readonly Assembly Training = Assembly.Load("HealthScore.Training");
    private static readonly Assembly Serving = Assembly.Load("HealthScore.Serving");
    private static readonly Assembly Cli = Assembly.Load("healthscore");

    private static readonly ArchUnitNET.Domain.Architecture Whole = new ArchLoader()
        .LoadAssemblies(Core, Training, Serving, Cli)
        .Build();

    /// <summary>
    /// What each assembly may reference beside the base library, by the start of the assembly's name.
    /// </summary>
    public static TheoryData<string, string[]> Allowed { get; } =
        new()
        {
            { "HealthScore.Core", [] },
            {
                "HealthScore.Training",
                [
                    "HealthScore.Core",
                    "Microsoft.ML",
                    "Microsoft.Data.Analysis",
                    "MathNet.Numerics",
                    "DuckDB.NET",
                    "CsvHelper",
                    "YamlDotNet",
                    "Npgsql",
                    "Microsoft.Data.Sqlite",
                ]
            },
            {
                "HealthScore.Serving",
                [
                    "HealthScore.Core",
                    "Grpc.",
                    "Google.",
                    "Microsoft.AspNetCore",
                    "Microsoft.Extensions",
                    "Microsoft.EntityFrameworkCore",
                    "Npgsql.EntityFrameworkCore",
                    "OpenTelemetry",
                    "Polly",
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void An_assembly_references_only_what_its_row_of_the_table_allows(string assembly, string[] allowed)
    {
        var referenced = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!);

        var others = referenced.Where(name =>
            !IsBaseLibrary(name) && !allowed.Any(start => name.StartsWith(start, StringComparison.Ordinal))
        );

        Findings.None(others);
    }

    [Fact]
    public void Core_sees_nobody() =>
        Types()
            .That()
            .ResideInAssembly(Core)
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(Training, Serving, Cli))
            .Check(Whole);

    [Fact]
    public void Training_does_not_see_Serving() =>
        Types()
            .That()
            .ResideInAssembly(Training)
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(Serving, Cli))
            .WithoutRequiringPositiveResults()
            .Check(Whole);

    [Fact]
    public void Serving_does_not_see_Training() =>
        Types()
            .That()
            .ResideInAssembly(Serving)
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(Training, Cli))
            .WithoutRequiringPositiveResults()
            .Check(Whole);

    [Fact]
    public void In_Core_only_the_model_directory_touches_files()
    {
        var files = Types(includeReferenced: true)
            .That()
            .HaveFullNameMatching(@"^System\.IO\.(File|Directory|FileInfo|DirectoryInfo|FileStream|RandomAccess)$");

        Types()
            .That()
            .ResideInAssembly(Core)
            .And()
            .DoNotHaveFullNameMatching(@"^HealthScore\.Core\.ModelFiles\.ModelDirectory")
            .Should()
            .NotDependOnAny(files)
            .Check(Whole);
    }

    [Fact]
    public void Core_uses_no_network_no_clock_and_no_randomness()
    {
        var forbidden = Types(includeReferenced: true)
            .That()
            .HaveFullNameMatching(
                @"^System\.(Net\..*|Random|TimeProvider|Diagnostics\.Stopwatch|Environment|Threading\.Timer)$"
            );

        Types().That().ResideInAssembly(Core).Should().NotDependOnAny(forbidden).Check(Whole);
    }

    [Fact]
    public void No_type_hides_the_root_namespace() =>
        Types().That().ResideInAssembly(Core, Training, Serving, Cli).Should().NotHaveName("HealthScore").Check(Whole);

    [Fact]
    public void A_rule_about_files_would_notice_a_file()
    {
        var files = Types(includeReferenced: true).That().HaveFullNameMatching(@"^System\.IO\.File$");
        var self = new ArchLoader().LoadAssemblies(typeof(DependencyTests).Assembly).Build();

        var rule = Types().That().HaveName(nameof(Repository)).Should().NotDependOnAny(files);

        Assert.False(rule.HasNoViolations(self));
    }

    private static bool IsBaseLibrary(string name) =>
        name is "System" or "mscorlib" or "netstandard" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives"
        || name.StartsWith("System.", StringComparison.Ordinal);
}
