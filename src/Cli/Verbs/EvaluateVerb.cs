using System.CommandLine;
using System.Text.Json;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Evaluating;
using HealthScore.Cli.Printing.Json;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore evaluate</c>: metrics on new labelled rows.</summary>
internal static class EvaluateVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var data = Choices.Data();
        var where = Choices.Where();
        var json = Choices.Json();
        return new VerbCommand(
            "evaluate",
            "Measures a model on new rows whose outcome is known.",
            model,
            data,
            where,
            json
        )
        {
            Examples =
            [
                new("metrics", "healthscore evaluate --model model --data last_quarter.csv"),
                new(
                    "one region only",
                    "healthscore evaluate --model model --data last_quarter.csv --where region=EMEA --json"
                ),
            ],
            Notes = ["Rows without an outcome and rows in notice are left out; a row that cannot be read stops it."],
        }.Does(parsed =>
            Run(
                terminal,
                parsed.GetValue(model)!,
                parsed.GetValue(data)!,
                RowFilters.Of(parsed.GetValue(where)),
                parsed.GetValue(json)
            )
        );
    }

    private static int Run(Terminal terminal, string model, string data, RowFilter? where, bool json)
    {
        var loaded = ModelSource.Read(model);
        var profile = ProfileOf(loaded, model);
        var schema = TableSchema.From(loaded.Model) with { Outcome = OutcomeReading.Required, Where = where };
        var reading = TableReader.Read(data, schema);
        if (!reading.Errors.IsEmpty)
        {
            throw new DataException(reading.Errors);
        }

        var rows = ModelEvaluation.RowsOf(reading.Table);
        if (rows.IsEmpty)
        {
            throw Refusal.DataInvalid($"{data}: no row has a known outcome; there is nothing to evaluate.");
        }

        var metrics = ModelEvaluation.Of(loaded.Model, profile, reading.Table, rows);
        if (json)
        {
            JsonOutput.Print(terminal, writer => MetricsJson.Write(writer, metrics));
            return ExitCode.Ok;
        }

        MetricsScreen.Print(terminal, metrics);
        AgreementScreen.Print(terminal, metrics, loaded.Model.Catalog);
        if (DataHash.Of(reading.Table) == loaded.Created.DataHash)
        {
            Layout.Warning(terminal, "the model learned from exactly these rows, so the figures flatter it.");
        }

        Layout.Blank(terminal);
        Layout.Paragraph(terminal, Legend.Of(loaded.Model));

        return ExitCode.Ok;
    }

    private static Profile ProfileOf(LoadedModel loaded, string model)
    {
        try
        {
            return ProfileJson.Read(ModelSource.FileOf(loaded, ModelFileNames.Profile), loaded.Model.Catalog);
        }
        catch (JsonException refused)
        {
            throw Refusal.DataInvalid($"{model}: profile.json cannot be used: {refused.Message}");
        }
    }
}
