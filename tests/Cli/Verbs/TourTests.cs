using System.Text.Json;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

/// <summary>The verbs one after the other, as a person runs them, in processes of their own.</summary>
public sealed class TourTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Requirement", "000-29")]
    [Trait("Requirement", "004-02")]
    public async Task Made_up_accounts_are_checked_learned_from_evaluated_and_scored()
    {
        var generated = await Run("generate", "--accounts", "500", "--months", "24", "--seed", "3", "--out", "made");
        var check = await Run("check", "--config", "made/healthscore.yaml", "--data", "made/decisions.csv", "--json");
        var train = await Run(
            "train",
            "--config",
            "made/healthscore.yaml",
            "--data",
            "made/decisions.csv",
            "--out",
            "model",
            "--plots",
            "pictures",
            "--json"
        );
        var again = await Run(
            "train",
            "--config",
            "made/healthscore.yaml",
            "--data",
            "made/decisions.csv",
            "--out",
            "model"
        );
        var evaluate = await Run("evaluate", "--model", "model", "--data", "made/decisions.csv", "--json");
        var report = await Run("report", "--model", "model", "--data", "made/decisions.csv", "--out", "report.html");
        var score = await Run("score", "--model", "model", "--data", "made/decisions.csv", "--out", "scored.csv");

        Assert.Equal(
            [0, 0, 0, 2, 0, 0, 0],
            [.. new[] { generated, check, train, again, evaluate, report, score }.Select(r => r.ExitCode)]
        );
        Assert.False(Json(check).GetProperty("blocked").GetBoolean());
        Assert.Equal(12, Json(train).GetProperty("model_version").GetString()!.Length);
        Assert.True(Json(train).GetProperty("formula").GetProperty("fit_seconds").GetDouble() > 0);
        Assert.True(Json(evaluate).GetProperty("formula").GetProperty("auc").GetDouble() > 0.6);
        var rows = await File.ReadAllLinesAsync(folder["made/decisions.csv"], TestContext.Current.CancellationToken);
        var scored = await File.ReadAllLinesAsync(folder["scored.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(rows.Select(row => row.Split(',')[0]), scored.Select(row => row.Split(',')[0]));
        var pictures = Directory.GetFiles(folder["pictures"]).Select(Path.GetFileName).ToArray();
        Assert.Superset(
            new HashSet<string>(
                ["calibration.svg", "lift.svg", "score-by-outcome.svg", "weights.svg"],
                StringComparer.Ordinal
            ),
            pictures.ToHashSet(StringComparer.Ordinal)!
        );
        Assert.Contains(pictures, name => name!.StartsWith("curve-", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', score.Out + score.Error + again.Error);
    }

    [Fact]
    public async Task The_demo_trains_explains_and_serves_from_any_folder_and_leaves_nothing_in_it()
    {
        var demo = await Run("demo", "--exit");

        Assert.Equal(0, demo.ExitCode);
        Assert.Empty(folder.Names);
        Assert.Contains("higher is healthier", demo.Out, StringComparison.Ordinal);
        Assert.Contains("log-odds of churn = ", demo.Out, StringComparison.Ordinal);
        Assert.Contains("gRPC  http://127.0.0.1:", demo.Out, StringComparison.Ordinal);
        Assert.Contains("Held out: of ", demo.Out, StringComparison.Ordinal);
        Assert.Equal(ReadmePrintout.Of(demo.Out), ReadmePrintout.InFile());
    }

    private Task<Ran> Run(params string[] arguments) => TheProgram.RunChild(folder.Path, arguments);

    private static JsonElement Json(Ran ran)
    {
        using var document = JsonDocument.Parse(ran.Out);
        return document.RootElement.Clone();
    }
}
