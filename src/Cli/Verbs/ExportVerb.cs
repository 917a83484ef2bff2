using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Exporting;
using HealthScore.Cli.Printing.Json;
using HealthScore.Cli.Verbs.Exports;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Exports;
using HealthScore.Training.Exports.MlNet;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore export</c>: the formula for other programs; one branch a format.</summary>
internal static class ExportVerb
{
    private static readonly string[] Formats = ["mlnet", "sql"];

    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var format = Choices.Text("--format", "FORMAT", "mlnet or sql");
        var output = Choices.Out("FILE", "file to write; it must not exist, and not be in a model directory");
        var replace = Choices.Replace("a file");
        var sql = new SqlOptions();
        var json = Choices.Json();
        return new VerbCommand(
            "export",
            "Writes the formula for other programs: as one SQL query, or as a model of ML.NET.",
            [model, format, output, .. sql.All, replace, json]
        )
        {
            Examples =
            [
                new(
                    "the formula for ML.NET",
                    "healthscore export --model model --format mlnet --out formula.mlnet.zip"
                ),
                new(
                    "the formula as a query",
                    "healthscore export --model model --format sql --dialect postgresql --out score.sql"
                ),
                new(
                    "tried in DuckDB before it is written",
                    "healthscore export --model model --format sql --dialect duckdb --out score.sql --verify :memory:"
                ),
            ],
            Notes =
            [
                "--verify scores made-up rows in the engine and here, in temporary tables, and exits 4 with nothing "
                    + "written where one answer differs.",
            ],
        }.Does(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var word = parsed.GetValue(format)!;
            RequireFormat(word);
            RequirePlace(path, parsed.GetValue(replace) ? ExistingFile.Replace : ExistingFile.Refuse);
            var loaded = ModelSource.Read(parsed.GetValue(model)!);
            var target = new ExportTarget(path, parsed.GetValue(json));
            switch (word)
            {
                case "mlnet":
                    WriteMlNet(terminal, loaded, target);
                    break;
                default:
                    WriteSql(terminal, loaded.Model, sql.Of(parsed), target);
                    break;
            }

            return ExitCode.Ok;
        });
    }

    private static void WriteMlNet(Terminal terminal, LoadedModel loaded, ExportTarget target)
    {
        var bytes = FormulaMlNet.Of(loaded);
        AtomicFile.Write(target.Path, ExistingFile.Replace, stream => stream.Write(bytes));
        if (target.Json)
        {
            MlNetJson.Print(terminal, target.Path, bytes.Length);
        }
        else
        {
            MlNetScreen.Print(terminal, target.Path);
        }
    }

    private static void WriteSql(Terminal terminal, HealthModel model, SqlRequest request, ExportTarget target)
    {
        var (bytes, trial) = SqlFile.Make(terminal, model, request);
        AtomicFile.Write(target.Path, ExistingFile.Replace, stream => stream.Write(bytes));
        if (target.Json)
        {
            SqlJson.Print(terminal, target.Path, request.Dialect, trial);
        }
        else
        {
            SqlScreen.Print(terminal, target.Path, request.Dialect, trial);
        }
    }

    private static void RequireFormat(string word)
    {
        if (!Formats.Contains(word, StringComparer.Ordinal))
        {
            throw Refusal.Usage(
                $"--format is '{word}'; expected {string.Join(" or ", Formats)}.{Suggestion.Sentence(word, Formats)}"
            );
        }
    }

    /// <summary>A model directory is refused whole where a file of it is not listed.</summary>
    private static void RequirePlace(string path, ExistingFile existing)
    {
        Outputs.RequireNew(path, existing == ExistingFile.Refuse ? "--replace replaces it." : "");
        for (var at = Directory.GetParent(Path.GetFullPath(path)); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Manifest.FileName)))
            {
                throw Refusal.Usage($"{path}: is inside a model directory, to which nothing may be added.");
            }
        }
    }

    /// <summary>Where the file goes, and how the end is told.</summary>
    private sealed record ExportTarget(string Path, bool Json);
}
