using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

/// <summary>Formula and trees on one account, of a model that was really trained.</summary>
public sealed partial class ExplainGapTests(ExplainGapTests.Trained trained) : IClassFixture<ExplainGapTests.Trained>
{
    [Fact]
    public async Task Why_the_challenger_answers_otherwise_is_said_in_short_without_being_asked()
    {
        var ran = await trained.Explain(80);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Formula and challenger", ran.Out, StringComparison.Ordinal);
        Assert.Matches(@"Churn probability \d+\.\d % by the formula, \d+\.\d % by the challenger", Flat(ran.Out));
        Assert.DoesNotContain("average row", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Each_column_of_the_table_adds_up_to_its_models_answer(int columns)
    {
        var ran = await trained.Explain(columns, "--trees");

        var lines = ran.OutLines.SkipWhile(line => !line.Contains("average row", StringComparison.Ordinal)).ToArray();
        var rows = lines.Select(line => Numbers().Match(line)).TakeWhile(row => row.Success).ToArray();
        Assert.True(rows.Length >= 4, ran.Out);
        foreach (var column in (string[])["formula", "challenger"])
        {
            var numbers = rows.Select(row =>
                decimal.Parse(row.Groups[column].Value, NumberStyles.Number, CultureInfo.InvariantCulture)
            );
            Assert.InRange(numbers.SkipLast(1).Sum() - numbers.Last(), -0.003m, 0.003m);
        }

        Assert.All(ran.OutLines, line => Assert.True(line.Length <= columns, line));
    }

    [Fact]
    public async Task The_document_holds_both_models_and_why_they_differ()
    {
        var ran = await trained.Explain(80, "--json");

        using var json = JsonDocument.Parse(ran.Out);
        var gap = json.RootElement.GetProperty("challenger_gap");
        var factors = gap.GetProperty("factors").EnumerateArray().ToArray();
        foreach (var model in (string[])["formula", "challenger"])
        {
            Assert.Equal(
                gap.GetProperty($"{model}_log_odds").GetDouble(),
                gap.GetProperty($"{model}_base").GetDouble() + factors.Sum(f => f.GetProperty(model).GetDouble()),
                1e-9
            );
        }

        Assert.Contains(
            gap.GetProperty("kind").GetString(),
            (string[])["noise", "unseen_value", "segment", "combination", "curve"]
        );
        var effects = json.RootElement.GetProperty("effects").EnumerateArray();
        var contributions = json.RootElement.GetProperty("contributions").EnumerateArray();
        Assert.Equal(
            contributions.Sum(c => c.GetProperty("points").GetDouble() - c.GetProperty("mean_points").GetDouble()),
            effects.Sum(effect => effect.GetProperty("points").GetDouble()),
            1e-6
        );
    }

    [Fact]
    public async Task An_account_far_beyond_what_training_saw_is_told_as_such()
    {
        var ran = await TheProgram.Run(
            "explain",
            "--model",
            trained.Model,
            "--data",
            trained.Folder.Write("far.csv", "id,tickets,logins,left", "far,90,0,"),
            "--account",
            "far",
            "--json"
        );

        using var json = JsonDocument.Parse(ran.Out);
        var gap = json.RootElement.GetProperty("challenger_gap");
        Assert.False(gap.GetProperty("factors")[0].GetProperty("seen").GetBoolean());
        Assert.True(gap.GetProperty("factors")[1].GetProperty("seen").GetBoolean());
    }

    [Fact]
    public async Task Intervals_are_added_to_a_scored_file()
    {
        var scored = trained.Folder["scored.csv"];

        var ran = await TheProgram.Run(
            "score",
            "--model",
            trained.Model,
            "--data",
            trained.Data,
            "--out",
            scored,
            "--intervals"
        );

        Assert.Equal(0, ran.ExitCode);
        var lines = await File.ReadAllLinesAsync(scored);
        string[] header = lines[0].Split(',');
        Assert.Equal(["churn_probability_low", "churn_probability_high", "band_uncertain"], header[^3..]);
        var probability = Array.IndexOf(header, "churn_probability");
        Assert.All(
            lines.Skip(1).Select(line => line.Split(',')),
            cells =>
                Assert.True(
                    Number(cells[^3]) < Number(cells[probability]) && Number(cells[probability]) < Number(cells[^2])
                )
        );
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@" (?<formula>[+-]?\d+\.\d{3}) +(?<challenger>[+-]?\d+\.\d{3}) +[+-]?\d+\.\d{2}$")]
    private static partial Regex Numbers();

    /// <summary>Tickets drive customers off where logins are few: a combination.</summary>
    public sealed class Trained : IAsyncLifetime
    {
        public Folder Folder { get; } = new();

        public string Model => Folder["model"];

        public string Data => Folder["customers.csv"];

        internal Task<Ran> Explain(int columns, params string[] more) =>
            TheProgram.RunAt(columns, ["explain", "--model", Model, "--data", Data, "--account", "a7", .. more]);

        public async ValueTask InitializeAsync()
        {
            var random = new Random(17);
            var rows = Enumerable
                .Range(0, 900)
                .Select(i =>
                {
                    var (tickets, logins) = (random.Next(8), random.Next(20));
                    var left = random.NextDouble() < (tickets > 3 && logins < 10 ? 0.8 : 0.2);
                    return $"a{i},{tickets},{logins},{(left ? "yes" : "no")}";
                });
            Folder.Write("customers.csv", ["id,tickets,logins,left", .. rows]);
            var configuration = Folder.Write(
                "healthscore.yaml",
                "version: 1",
                "columns: { account: id }",
                "outcome: { column: left, churned: yes }",
                "factors:",
                "  - { key: tickets, column: tickets, pillar: support, kind: numeric, direction: learn }",
                "  - { key: logins, column: logins, pillar: usage, kind: numeric, direction: learn }"
            );
            var ran = await TheProgram.Run("train", "--config", configuration, "--data", Data, "--out", Model);
            Assert.True(ran.ExitCode == 0, ran.Error);
        }

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
