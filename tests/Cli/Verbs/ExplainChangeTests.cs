using System.Text.Json;
using HealthScore.Cli.Tests.Running;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Cli.Tests.Verbs;

public sealed class ExplainChangeTests : IDisposable
{
    private readonly Folder folder = new();
    private readonly string model;
    private readonly string data;

    public ExplainChangeTests()
    {
        model = folder["model"];
        TestModel.Write(model, made => made with { Input = made.Input with { AsOf = "day" } });
        data = folder.Write(
            "in.csv",
            TestModel.Header + ",day",
            "A-1,3,One year,Male,gold,Ann,2026-03-31",
            "A-1,20,Two year,Male,,Ann,2026-06-30",
            "A-2,0.2,Month-to-month,Male,basic,Ann,2026-06-30"
        );
    }

    public void Dispose() => folder.Dispose();

    /// <summary>21.2345678 + 15 + 20 in March, 50 + 30 + 0 in June.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task A_change_is_told_by_what_moved_and_what_went_missing(int columns)
    {
        var ran = await TheProgram.RunAt(columns, [.. Explain("A-1"), "--versus", "2026-03-31"]);

        Assert.Equal(0, ran.ExitCode);
        var text = string.Join(' ', ran.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            "Why the health of account A-1 changed, 2026-03-31 to 2026-06-30",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Health rose by 23.77 points. What did most for it: Tenure went from 3 months to 20 months (+28.77). "
                + "What did most against it: Plan went from gold to not measured (-20.00).",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Tenure 3 months 20 months +28.77", text, StringComparison.Ordinal);
        Assert.Contains("Plan gold not measured -20.00", text, StringComparison.Ordinal);
        Assert.Contains("another formula 0.00", text, StringComparison.Ordinal);
        Assert.All(ran.OutLines, line => Assert.True(line.Length <= columns, line));
    }

    [Fact]
    public async Task The_units_of_the_json_ledger_sum_to_the_difference()
    {
        var ran = await TheProgram.Run([.. Explain("A-1"), "--versus", "2026-03-31", "--json"]);

        using var document = JsonDocument.Parse(ran.Out);
        var lines = document
            .RootElement.GetProperty("causes")
            .EnumerateArray()
            .SelectMany(c => c.GetProperty("lines").EnumerateArray());
        Assert.Equal(237_654_322, lines.Sum(line => line.GetProperty("units").GetInt32()));
        Assert.Equal(23.7654322m, document.RootElement.GetProperty("difference").GetDecimal());
    }

    [Fact]
    public async Task Another_model_explains_a_change_by_its_formula_alone()
    {
        TestModel.Write(folder["other"], Steeper);

        var ran = await TheProgram.Run([.. Explain("A-1"), "--versus-model", folder["other"], "--json"]);

        using var document = JsonDocument.Parse(ran.Out);
        var causes = document.RootElement.GetProperty("causes").EnumerateArray().ToArray();
        Assert.Equal([0m, 0m, 0m], causes[..3].Select(cause => cause.GetProperty("points").GetDecimal()));
        Assert.Equal("formula_changed", causes[3].GetProperty("cause").GetString());
        Assert.Equal(-20m, causes[3].GetProperty("points").GetDecimal());
        Assert.Equal(-20m, document.RootElement.GetProperty("difference").GetDecimal());
    }

    [Fact]
    public async Task A_day_that_is_not_there_exits_5_and_undated_data_exit_2()
    {
        TestModel.Write(folder["undated"]);
        string[] undated = ["explain", "--model", folder["undated"], "--data", data, "--account", "A-1"];

        var noDay = await TheProgram.Run([.. Explain("A-1"), "--versus", "2025-01-01"]);
        var noDays = await TheProgram.Run([.. undated, "--versus", "2025-01-01"]);

        Assert.Equal((5, 2), (noDay.ExitCode, noDays.ExitCode));
        Assert.EndsWith("so there is no day to compare with.", noDays.FirstError, StringComparison.Ordinal);
    }

    /// <summary>0 + 0 + 4 points; tenure + 50 and contract + 30 are the least that reach 62.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task The_path_to_green_is_printed_with_the_sentence_that_it_does_not_promise(int columns)
    {
        var ran = await TheProgram.RunAt(columns, Explain("A-2"));

        var text = string.Join(' ', ran.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Green begins at health 62.00: 58.00 points are missing.", text, StringComparison.Ordinal);
        Assert.Contains("effort 3, 2 changes, 2 months; then health 84.00", text, StringComparison.Ordinal);
        Assert.Contains("Tenure 0.2 months 12.5 or more +50.00 2 2", text, StringComparison.Ordinal);
        Assert.Contains("It predicts; it does not promise", text, StringComparison.Ordinal);
        Assert.All(ran.OutLines, line => Assert.True(line.Length <= columns, line));
    }

    [Fact]
    public async Task A_path_out_of_reach_says_how_far_one_comes()
    {
        TestModel.Write(folder["fixed"], Fixed);

        var ran = await TheProgram.Run("explain", "--model", folder["fixed"], "--data", data, "--account", "A-2");
        var json = await TheProgram.Run([.. Explain("A-2"), "--months", "1", "--json"]);

        Assert.Contains("Green is out of reach with what can be acted on", ran.Out, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Out);
        var path = document.RootElement.GetProperty("path_to_green");
        Assert.Equal(("found", 3), (path.GetProperty("status").GetString(), Changes(path)));
    }

    private static int Changes(JsonElement path) => path.GetProperty("least_effort").GetProperty("changes").GetInt32();

    private string[] Explain(string account) => ["explain", "--model", model, "--data", data, "--account", account];

    /// <summary>A plan that is not measured is worth 20 points instead of none.</summary>
    private static HealthModel Steeper(HealthModel made)
    {
        var formula = made.Formulas[0];
        var more = new HealthFormula(
            [
                formula.Factors[0],
                formula.Factors[1],
                formula
                    .Factors[2]
                    .With(
                        new PointsTable(
                            [40_000_000, 160_000_000],
                            200_000_000,
                            MissingLearned: true,
                            90_000_000,
                            90_000_000
                        )
                    ),
            ],
            formula.Intercept,
            formula.Slope,
            formula.Bands
        );
        return made with
        {
            Input = made.Input with { AsOf = "day" },
            Formulas = [more],
            FormulaHashes = [FormulaJson.HashOf(more, made.Catalog)],
        };
    }

    private static HealthModel Fixed(HealthModel made)
    {
        var factors = made.Catalog.Factors.Select(f => f with { IsActionable = f.Key == "plan" });
        return made with
        {
            Catalog = new Core.Factors.FactorCatalog(factors),
            Input = made.Input with { AsOf = "day" },
        };
    }
}
