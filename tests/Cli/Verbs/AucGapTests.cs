using System.Text.Json;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

/// <summary>
/// Tickets drive customers off, and the configuration swears to the contrary: the formula keeps to it, the challenger
/// does not, and the gap between them is large.
/// </summary>
public sealed class AucGapTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_formula_too_far_behind_the_challenger_is_not_written_unless_that_is_accepted()
    {
        var rows = Rows();
        var configuration = folder.Write(
            "healthscore.yaml",
            "version: 1",
            "columns: { account: id }",
            "outcome: { column: left, churned: yes }",
            "quality: { max_auc_gap: 0.02 }",
            "factors:",
            "  - { key: tickets, column: tickets, pillar: support, kind: numeric, direction: higher_is_better }",
            "  - { key: logins, column: logins, pillar: usage, kind: numeric, direction: learn }"
        );

        var refused = await Train(configuration, rows, "refused");
        var accepted = await Train(configuration, rows, "accepted", "--accept", "max_auc_gap");

        Assert.Equal((4, 0), (refused.ExitCode, accepted.ExitCode));
        Assert.Matches(
            @"the formula's AUC is 0\.\d{4} below the challenger's; the configuration allows 0\.0200",
            refused.Error
        );
        Assert.False(Directory.Exists(folder["refused"]));
        using var metrics = JsonDocument.Parse(await File.ReadAllTextAsync(folder["accepted/metrics.json"]));
        Assert.Equal("max_auc_gap", metrics.RootElement.GetProperty("accepted")[0].GetString());
        using var formula = JsonDocument.Parse(await File.ReadAllTextAsync(folder["accepted/formula.json"]));
        var quality = formula.RootElement.GetProperty("rules").GetProperty("quality");
        Assert.Equal(0.02, quality.GetProperty("max_auc_gap").GetDouble());
    }

    /// <summary>An accepted gate does not fail in a comparison either, and is told.</summary>
    [Fact]
    public async Task What_was_accepted_at_training_is_told_when_models_are_compared()
    {
        await A_formula_too_far_behind_the_challenger_is_not_written_unless_that_is_accepted();

        var ran = await TheProgram.Run("compare", "--model", folder["accepted"], "--with", folder["accepted"]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("✓ accepted at training", ran.Out, StringComparison.Ordinal);
    }

    private Task<Ran> Train(string configuration, string rows, string name, params string[] more) =>
        TheProgram.Run(["train", "--config", configuration, "--data", rows, "--out", folder[name], .. more]);

    private string Rows()
    {
        var random = new Random(11);
        var rows = Enumerable
            .Range(0, 900)
            .Select(i =>
            {
                var (tickets, logins) = (random.Next(8), random.Next(20));
                var left = random.NextDouble() < (0.08 * tickets) + (0.02 * (20 - logins));
                return $"a{i},{tickets},{logins},{(left ? "yes" : "no")}";
            });
        return folder.Write("customers.csv", ["id,tickets,logins,left", .. rows]);
    }
}
