using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HealthScore.Cli.Tests.Running;
using HealthScore.Core.Scoring;

namespace HealthScore.Cli.Tests.Verbs;

public sealed partial class ExplainVerbTests : IDisposable
{
    private readonly Folder folder = new();
    private readonly string model;
    private readonly string data;

    public ExplainVerbTests()
    {
        model = folder["model"];
        TestModel.Write(model);
        data = folder.Write(
            "in.csv",
            TestModel.Header,
            "A-1,3,One year,Male,gold,Ann",
            "A-2,,Month-to-month,Male,,Ann",
            "A-3,x,One year,Male,gold,Ann"
        );
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [Trait("Requirement", "004-12")]
    [Trait("Requirement", "003-01")]
    public async Task A_reader_can_redo_the_printed_arithmetic_from_the_text(int columns)
    {
        var ran = await TheProgram.RunAt(columns, "explain", "--model", model, "--data", data, "--account", "A-1");

        var text = string.Join(' ', ran.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        var sum = Sum().Match(text);
        var health = Number(sum.Groups["health"].Value);
        Assert.Equal(health, sum.Groups["terms"].Value.Split(" + ").Sum(Number));
        Assert.Equal(56.2345678m, health);

        var logOdds = LogOdds().Match(text);
        var redone =
            double.Parse(logOdds.Groups["a"].Value, CultureInfo.InvariantCulture)
            - (double.Parse(logOdds.Groups["b"].Value, CultureInfo.InvariantCulture) * (double)health);
        Assert.Equal(redone.ToString("R", CultureInfo.InvariantCulture), logOdds.Groups["odds"].Value);

        var probability = Probability().Match(text).Groups["p"].Value;
        Assert.Equal(Logistic.Sigmoid(redone).ToString("R", CultureInfo.InvariantCulture), probability);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [Trait("Requirement", "003-05")]
    [Trait("Requirement", "000-22")]
    public async Task Each_line_of_the_table_multiplies_and_the_column_adds_up(int columns)
    {
        var ran = await TheProgram.RunAt(columns, "explain", "--model", model, "--data", data, "--account", "A-1");

        var rows = ran.OutLines.Select(line => TableRow().Match(line)).Where(m => m.Success).ToArray();
        var sum = ran.OutLines.Single(line => line.TrimStart().StartsWith("sum ", StringComparison.Ordinal));
        Assert.Equal(3, rows.Length);
        Assert.All(
            rows,
            row =>
                Assert.Equal(
                    Number(row.Groups["points"].Value),
                    decimal.Round(Number(row.Groups["weight"].Value) * Number(row.Groups["sub"].Value), 7)
                )
        );
        Assert.Equal(1m, rows.Sum(row => Number(row.Groups["weight"].Value)));
        Assert.Equal(
            rows.Sum(row => Number(row.Groups["points"].Value)),
            Number(sum.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1])
        );
        Assert.All(ran.OutLines, line => Assert.True(line.Length <= columns, line));
        Assert.All(ran.OutLines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    [Trait("Requirement", "001-02")]
    public async Task An_account_lands_in_one_band_that_is_a_shape_and_a_word()
    {
        var ran = await TheProgram.Run("explain", "--model", model, "--data", data, "--account", "A-1");

        var line = "health 56.23 of 100   ▲ yellow   churn probability 30.8 %";
        Assert.Contains(line, ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_document_holds_the_same_numbers_unrounded()
    {
        var ran = await TheProgram.Run("explain", "--model", model, "--data", data, "--account", "A-1", "--json");

        using var document = JsonDocument.Parse(ran.Out);
        var root = document.RootElement;
        var points = root.GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("points").GetDecimal());
        Assert.Equal(56.2345678m, points);
        Assert.Equal(56.2345678m, root.GetProperty("health").GetDecimal());
        Assert.Equal(Logistic.Sigmoid(2 - (0.05 * 56.2345678)), root.GetProperty("churn_probability").GetDouble());
    }

    [Theory]
    [InlineData("A-2", "Tenure was not measured")]
    [InlineData("A-3", "No score: the value of Tenure is not valid.")]
    public async Task What_was_not_measured_or_not_valid_is_said_in_words(string account, string sentence)
    {
        var ran = await TheProgram.Run("explain", "--model", model, "--data", data, "--account", account);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains(sentence, ran.Out, StringComparison.Ordinal);
    }

    /// <summary>Tenure, with half of the weight, and contract, with .3, are not measured.</summary>
    [Fact]
    public async Task An_account_without_a_score_is_told_what_to_measure_first()
    {
        var gaps = folder.Write("gaps.csv", TestModel.Header, "A-4,,,Male,gold,Ann");

        var ran = await TheProgram.Run("explain", "--model", model, "--data", gaps, "--account", "A-4");

        Assert.Contains("Why there is no score", ran.Out, StringComparison.Ordinal);
        var text = string.Join(' ', ran.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            "Not measured, the heaviest first: Tenure (50.0 % of the weight); Contract (30.0 % of the weight).",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_it_is_and_why_stand_before_the_arithmetic()
    {
        var ran = await TheProgram.Run("explain", "--model", model, "--data", data, "--account", "A-1");

        string[] headings = ["higher is healthier", "Why it is not higher", "Path to green", "The arithmetic"];
        var places = headings.Select(heading => ran.Out.IndexOf(heading, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task An_account_that_is_not_there_exits_5_and_names_the_nearest()
    {
        var ran = await TheProgram.Run("explain", "--model", model, "--data", data, "--account", "A1");

        Assert.Equal(5, ran.ExitCode);
        Assert.EndsWith("there is no account 'A1'. Did you mean 'A-1'?", ran.FirstError, StringComparison.Ordinal);
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"health = (?<terms>[\d.]+(?: \+ [\d.]+)+) = (?<health>[\d.]+)")]
    private static partial Regex Sum();

    [GeneratedRegex(@"log-odds of churn = (?<a>-?[\d.E+-]+) - (?<b>[\d.E+-]+) x [\d.]+ = (?<odds>-?[\d.E+-]+)")]
    private static partial Regex LogOdds();

    [GeneratedRegex(@"churn probability = 1 / \(1 \+ e\^-\([\d.E+-]+\)\) = (?<p>[\d.E-]+)")]
    private static partial Regex Probability();

    [GeneratedRegex(@"\s(?<weight>0\.\d+)\s+(?<sub>\d+(\.\d+)?)\s+(?<points>\d+(\.\d+)?)(\s+\d+\.\d\d)?$")]
    private static partial Regex TableRow();
}
