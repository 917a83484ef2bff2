using System.Text.Json;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

/// <summary>Two models of made-up accounts, one of each half of their history.</summary>
public sealed class CompareVerbTests : IClassFixture<CompareVerbTests.TwoModels>
{
    private readonly TwoModels models;

    public CompareVerbTests(TwoModels models) => this.models = models;

    [Fact]
    [Trait("Requirement", "000-21")]
    public async Task Two_trainings_are_shown_weight_by_weight_with_what_changed()
    {
        var ran = await TheProgram.Run("compare", "--model", models["old"], "--with", models["new"]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Weights: a factor's share of the health score", ran.Out, StringComparison.Ordinal);
        Assert.Contains("The largest change is ", ran.Out, StringComparison.Ordinal);
        Assert.Contains("How good they are, each as it was measured at training", ran.Out, StringComparison.Ordinal);
        Assert.All(ran.OutLines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    [Trait("Requirement", "002-04")]
    public async Task The_age_of_the_definition_stands_beneath_the_models_and_is_flagged()
    {
        var ran = await TheProgram.Run("compare", "--model", models["old"], "--with", models["new"]);

        Assert.Contains(
            ran.OutLines,
            line => line.StartsWith("  ! Definition never reviewed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task On_rows_it_tells_how_good_who_moves_and_what_shifted()
    {
        var ran = await TheProgram.RunAt(
            120,
            "compare",
            "--model",
            models["old"],
            "--with",
            models["new"],
            "--data",
            models["newest.csv"]
        );

        Assert.Equal(ran.Out.Contains("✗ fails", StringComparison.Ordinal) ? 4 : 0, ran.ExitCode);
        Assert.Contains("How good they are on newest.csv: ", ran.Out, StringComparison.Ordinal);
        Assert.Contains("old \\ new", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Have the data changed?", ran.Out, StringComparison.Ordinal);
        Assert.All(ran.OutLines, line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public async Task The_document_holds_every_number_of_the_screen()
    {
        var ran = await TheProgram.Run(
            "compare",
            "--model",
            models["old"],
            "--with",
            models["new"],
            "--data",
            models["newest.csv"],
            "--json"
        );

        using var document = JsonDocument.Parse(ran.Out);
        var root = document.RootElement;
        var weights = root.GetProperty("formulas")[0].GetProperty("weights").EnumerateArray().ToArray();
        Assert.Equal(1, weights.Sum(w => w.GetProperty("new").GetDouble()), 1e-9);
        Assert.Equal(1, weights.Sum(w => w.GetProperty("old").GetDouble()), 1e-9);
        var auc = root.GetProperty("metrics").GetProperty("auc_difference");
        Assert.InRange(
            auc.GetProperty("value").GetDouble(),
            auc.GetProperty("low").GetDouble(),
            auc.GetProperty("high").GetDouble()
        );
        var bands = root.GetProperty("bands");
        Assert.Equal(
            bands.GetProperty("accounts").GetInt32(),
            bands.GetProperty("moves").EnumerateArray().Sum(m => m.GetProperty("accounts").GetInt32())
        );
        Assert.True(root.GetProperty("review").GetProperty("due").GetBoolean());
        Assert.Equal(35, root.GetProperty("drift").GetArrayLength());
    }

    /// <summary>Without a challenger there is no gap; the old model is better on its own rows.</summary>
    [Fact]
    public async Task A_gate_that_fails_ends_with_exit_code_4()
    {
        var passes = await Gate("first.csv", with: "old", model: "new");
        var fails = await Gate("first.csv", with: "new", model: "old");

        Assert.Equal((0, 4), (passes.ExitCode, fails.ExitCode));
        Assert.Contains("✓ passes: the new model's AUC is ", passes.Out, StringComparison.Ordinal);
        Assert.Contains("✗ fails: the new model's AUC is ", fails.Out, StringComparison.Ordinal);
        Assert.Contains("learned from exactly these rows", fails.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_without_metrics_is_refused()
    {
        using var folder = new Folder();
        TestModel.Write(folder["bare"]);

        var ran = await TheProgram.Run("compare", "--model", folder["bare"], "--with", models["new"]);

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("not a metrics document", ran.FirstError, StringComparison.Ordinal);
    }

    private Task<Ran> Gate(string data, string with, string model) =>
        TheProgram.Run("compare", "--model", models[model], "--with", models[with], "--data", models[data]);

    /// <summary>Trained once for all tests, without challengers.</summary>
    public sealed class TwoModels : IAsyncLifetime
    {
        private const string Middle = "2024-06-30";
        private const string Late = "2025-01-31";

        private readonly Folder folder = new();

        public string this[string name] => folder[name];

        public async ValueTask InitializeAsync()
        {
            await Run("generate", "--accounts", "900", "--months", "30", "--seed", "5", "--out", folder["made"]);
            var configuration = await File.ReadAllTextAsync(folder["made/healthscore.yaml"]);
            await File.WriteAllTextAsync(
                folder["gated.yaml"],
                configuration
                    .Replace("trainer: fast_tree", "trainer: none", StringComparison.Ordinal)
                    .Replace("max_auc_drop: null", "max_auc_drop: 0.001", StringComparison.Ordinal)
            );
            var rows = await File.ReadAllLinesAsync(folder["made/decisions.csv"]);
            Write("first.csv", rows, day => string.CompareOrdinal(day, Middle) <= 0);
            Write(
                "second.csv",
                rows,
                day => string.CompareOrdinal(day, Middle) > 0 && string.CompareOrdinal(day, Late) <= 0
            );
            Write("newest.csv", rows, day => string.CompareOrdinal(day, Late) > 0);
            await Run("train", "--config", folder["gated.yaml"], "--data", folder["first.csv"], "--out", folder["old"]);
            await Run(
                "train",
                "--config",
                folder["gated.yaml"],
                "--data",
                folder["second.csv"],
                "--out",
                folder["new"]
            );
        }

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Write(string name, string[] rows, Func<string, bool> keeps) =>
            folder.Write(name, [rows[0], .. rows.Skip(1).Where(row => keeps(row.Split(',')[1]))]);

        private static async Task Run(params string[] arguments)
        {
            var ran = await TheProgram.Run(arguments);
            Assert.True(ran.ExitCode == 0, ran.Error);
        }
    }
}
