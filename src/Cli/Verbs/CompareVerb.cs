using System.CommandLine;
using System.Text.Json;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Checking;
using HealthScore.Cli.Printing.Comparing;
using HealthScore.Cli.Printing.Json;
using HealthScore.Core.Formula;
using HealthScore.Training.Comparison;
using HealthScore.Training.Data;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore compare</c>: two models side by side, and whether the new one passes its gates.</summary>
internal static class CompareVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model("the model in use");
        var other = Choices.Text("--with", "DIR", "the model that might replace it, as train writes it");
        var data = Choices.Optional("--data", "FILE", "rows on which both are tried: .csv or .parquet");
        var where = Choices.Where();
        var json = Choices.Json();
        return new VerbCommand(
            "compare",
            "Shows what re-training changed: weights, figures, bands and the data themselves.",
            model,
            other,
            data,
            where,
            json
        )
        {
            Examples =
            [
                new("what changed in the formula", "healthscore compare --model model --with model-new"),
                new(
                    "and for whom, on rows neither has learned from",
                    "healthscore compare --model model --with model-new --data this_month.csv"
                ),
            ],
            Notes =
            [
                "Exits 4 where a gate of the new model's configuration fails (quality: max_auc_gap, max_auc_drop). "
                    + "Bands are compared on the newest of the data's days; outcomes are used where there are any.",
            ],
        }.Does(parsed =>
            Run(
                terminal,
                parsed.GetValue(model)!,
                parsed.GetValue(other)!,
                parsed.GetValue(data),
                RowFilters.Of(parsed.GetValue(where)),
                parsed.GetValue(json)
            )
        );
    }

    private static int Run(Terminal terminal, string oldPath, string newPath, string? data, RowFilter? where, bool json)
    {
        var (old, @new) = (Read(oldPath), Read(newPath));
        var rows = data is null ? null : Rows(data, old.Model, @new.Model, where);
        var comparison = ModelComparison.Of(old, @new, rows);
        var day = rows is null ? @new.Created.DataTo ?? Today.Date : Today.OrNewest(rows.New.AsOf);
        if (json)
        {
            JsonOutput.Print(
                terminal,
                writer =>
                    ComparisonJson.Write(
                        writer,
                        comparison,
                        further => ReviewScreen.Write(further, @new.Model.Review, day)
                    )
            );
        }
        else
        {
            ComparisonScreen.Print(terminal, comparison, (oldPath, newPath, data), day);
        }

        return comparison.Gates.Any(gate => gate.Fails) ? ExitCode.GateFailed : ExitCode.Ok;
    }

    private static ComparedModel Read(string path)
    {
        var loaded = ModelSource.Read(path);
        try
        {
            return ComparedModel.Of(loaded);
        }
        catch (JsonException refused)
        {
            throw Refusal.DataInvalid($"{path}: {refused.Message}");
        }
    }

    private static ComparedRows Rows(string data, HealthModel old, HealthModel @new, RowFilter? where)
    {
        var (one, other) = (Read(data, old, where), Read(data, @new, where));
        return new ComparedRows(one, other);
    }

    private static TrainingTable Read(string data, HealthModel model, RowFilter? where)
    {
        var reading = TableReader.Read(data, TableSchema.From(model) with { Where = where });
        return reading.Errors.IsEmpty ? reading.Table : throw new DataException(reading.Errors);
    }
}
