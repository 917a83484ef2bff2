using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Accounts;
using HealthScore.Cli.Printing.Checking;
using HealthScore.Cli.Printing.Json;
using HealthScore.Cli.Printing.Thresholds;
using HealthScore.Core.Explaining;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Verbs;

/// <summary>Which account of which file, and on which of its days.</summary>
/// <param name="Data">The file.</param>
/// <param name="Account">The account's id.</param>
/// <param name="AsOf">The last of its days where null.</param>
internal sealed record AccountRequest(string Data, string Account, DateOnly? AsOf);

/// <summary><c>healthscore explain</c>: the arithmetic of one score and the path to green, or why it changed.</summary>
internal static class ExplainVerb
{
    private static ImmutableArray<Example> Examples =>
        [
            new("one account", "healthscore explain --model model --data customers.csv --account 7590-VHVEG"),
            new(
                "on one day",
                "healthscore explain --model model --data months.csv --account A-1001 --as-of 2026-03-31"
            ),
            new(
                "why it changed",
                "healthscore explain --model model --data months.csv --account A-1001 --versus 2025-12-31"
            ),
        ];

    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Optional("--data", "FILE", "rows to read: .csv or .parquet");
        var account = Choices.Optional("--account", "ID", "the account; the row's number where the data have no ids");
        var bands = Choices.Flag("--bands", "on what the model's thresholds rest, instead of an account's score");
        var asOf = Choices.AsOf("which of its days (the last if not given)");
        var versus = Choices.Date("--versus", "why the score changed since this day");
        var versusModel = Choices.Optional("--versus-model", "DIR", "why the score is not what this model gives");
        var trees = Choices.Flag("--trees", "every factor to the formula and to the challenger, side by side");
        var months = Choices.Months(PathToGreen.UsualMonths, "how long a plan to green may take");
        var json = Choices.Json();
        return new VerbCommand(
            "explain",
            "Prints the arithmetic of one account's score and the path to green, or why the score changed.",
            model,
            data,
            account,
            asOf,
            versus,
            versusModel,
            months,
            trees,
            bands,
            json
        )
        {
            Examples = Examples,
            Notes =
            [
                "A plan moves the factors that the configuration does not call actionable: false, one bin a month "
                    + "after their lead_months, at their effort a bin.",
            ],
        }.Does(parsed =>
        {
            var loaded = ModelSource.Read(parsed.GetValue(model)!);
            if (parsed.GetValue(bands))
            {
                return PrintBands(terminal, loaded, parsed.GetValue(json));
            }

            var request = Account(parsed.GetValue(data), parsed.GetValue(account), parsed.GetValue(asOf));
            if ((parsed.GetValue(versus), parsed.GetValue(versusModel)) is (null, null))
            {
                var detail = parsed.GetValue(trees) ? GapDetail.Table : GapDetail.Summary;
                return Run(terminal, loaded, request, parsed.GetValue(months), detail, parsed.GetValue(json));
            }

            var other = parsed.GetValue(versusModel) is { } path ? ModelSource.Read(path).Model : loaded.Model;
            var day = parsed.GetValue(versus);
            return ExplainedChange.Run(terminal, loaded.Model, other, request, day, parsed.GetValue(json));
        });
    }

    /// <summary>The card of each threshold, as training wrote it down.</summary>
    private static int PrintBands(Terminal terminal, LoadedModel loaded, bool json)
    {
        var metrics = MetricsJson.Read(ModelSource.FileOf(loaded, ModelFileNames.Metrics));
        if (json)
        {
            JsonOutput.Print(terminal, writer => MetricsJson.WriteEvidence(writer, metrics));
        }
        else
        {
            ThresholdsScreen.Print(terminal, metrics, loaded.Model);
        }

        return ExitCode.Ok;
    }

    private static AccountRequest Account(string? data, string? account, DateOnly? asOf) =>
        new(data ?? throw Needs("--data FILE"), account ?? throw Needs("--account ID"), asOf);

    private static Refusal Needs(string option) =>
        Refusal.Usage($"explain needs {option}; or --bands, for the thresholds of the model.");

    internal static int Run(
        Terminal terminal,
        LoadedModel loaded,
        AccountRequest request,
        int months,
        GapDetail detail,
        bool json
    )
    {
        var model = loaded.Model;
        var row = AccountRow.Read(model, request.Data, request.Account, request.AsOf);
        var arithmetic = ArithmeticText.Of(row.Snapshot, row.Health, model);
        var path = PathOf(row, model, months);
        var gap = row.Health.HealthPoints is null ? null : AnswerGaps.Of(row.Snapshot, model, SeenBy(loaded));
        var formula = model.FormulaOf(row.Snapshot).Formula;
        var day = row.Snapshot.AsOf ?? Today.OrNewest(row.Days);
        if (json)
        {
            AccountJson.Print(
                terminal,
                row.Health,
                arithmetic,
                writer =>
                {
                    GapJson.WriteEffects(writer, row.Health, formula);
                    GapJson.Write(writer, gap, formula);
                    PathJson.Write(writer, path);
                    ReviewScreen.Write(writer, model.Review, day);
                }
            );
        }
        else
        {
            AccountScreen.Print(terminal, row, arithmetic, path, model);
            EffectsScreen.Print(terminal, row.Health, formula, model.Catalog);
            GapScreen.Print(terminal, gap, row.Snapshot, model, detail);
            Layout.Blank(terminal);
            ReviewScreen.Print(terminal, model.Review, day);
        }

        return ExitCode.Ok;
    }

    /// <summary>Which values the model's training rows had; none where its profile does not say.</summary>
    private static ImmutableArray<SeenValues> SeenBy(LoadedModel loaded)
    {
        try
        {
            var profile = ProfileJson.Read(ModelSource.FileOf(loaded, ModelFileNames.Profile), loaded.Model.Catalog);
            return [.. Enumerable.Range(0, loaded.Model.Catalog.Count).Select(profile.SeenOf)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static PathToGreen PathOf(AccountRow row, HealthModel model, int months) =>
        row.Health.HealthPoints is null
            ? new PathToGreen { Status = PathStatus.NoScore, Months = months }
            : PathToGreen.Of(row.Snapshot, model, months);
}
