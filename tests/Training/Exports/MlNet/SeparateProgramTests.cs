using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Exports.MlNet;
using HealthScore.Training.Tests.Challenger;
using HealthScore.Training.Tests.Data;

namespace HealthScore.Training.Tests.Exports.MlNet;

/// <summary>The samples, which reference ML.NET and nothing of ours, as programs of their own.</summary>
public sealed class SeparateProgramTests : IDisposable
{
    private const string NotBuilt = "samples/mlnet is not built: dotnet build HealthScore.sln";

    private const HostileParts Segmented = HostileParts.Segments | HostileParts.Stages | HostileParts.Industries;

    private readonly Files files = new();

    public static bool AreBuilt =>
        Environment.GetEnvironmentVariable("HEALTHSCORE_REQUIRE_TOOLS") == "1"
        || (File.Exists(Sample("formula")) && File.Exists(Sample("challenger")));

    /// <summary>German writes a decimal comma, Swedish a minus sign of its own.</summary>
    [Theory(Skip = NotBuilt, SkipUnless = nameof(AreBuilt))]
    [InlineData(HostileParts.Pairs, 11, "C", "")]
    [InlineData(Segmented, 12, "sv_SE.UTF-8", "sv-SE")]
    [InlineData(Segmented | HostileParts.Pairs, 13, "de_DE.UTF-8", "de-DE")]
    public void None_of_100000_rows_differs_in_a_program_with_ML_NET_alone(
        HostileParts parts,
        int seed,
        string locale,
        string culture
    )
    {
        var model = HostileAccounts.Train(parts, rows: 4_000, seed);
        var zip = files.Write(FormulaMlNet.Write(model), "formula.mlnet.zip");
        EdgeRow[] rows = [.. EdgeRows.Make(model, 100_000, seed)];
        WriteRows(model, rows, files.PathOf("rows.csv"));

        var (code, output, errors) = Run("formula", locale, zip, files.PathOf("rows.csv"), files.PathOf("scored.csv"));

        Assert.True(code == 0, errors);
        Assert.Contains($"the culture is {culture}", output);
        Assert.Matches("100,000 rows scored in batch and written: [0-9,]+ rows a second\n", output);
        Assert.Matches(@"100,000 rows scored one at a time \(PredictionEngine\): [0-9,]+ rows a second\n", output);
        TestContext.Current.SendDiagnosticMessage(output);
        AssertSame(model, rows, files.PathOf("scored.csv"));
    }

    [Fact(Skip = NotBuilt, SkipUnless = nameof(AreBuilt))]
    public void The_challengers_zip_opens_with_FastTree_beside_ML_NET_and_not_without()
    {
        var fixture = new ChallengerFixture();
        var zip = files.Write(fixture.Trained.MlNetZip, "challenger.mlnet.zip");
        var rows = files.Write("Logins a month,CSAT,Score,Features,slot 0\n12.5,3,high,free,1e-31\n,,,,\n", "rows.csv");

        var (code, _, errors) = Run("challenger", "C", zip, rows, files.PathOf("scored.csv"));
        var (refused, _, sentence) = Run("formula", "C", zip, rows, files.PathOf("none.csv"));

        Assert.True(code == 0, errors);
        Assert.Equal(3, File.ReadAllLines(files.PathOf("scored.csv")).Length);
        Assert.Equal(3, refused);
        Assert.Contains("challenger.mlnet.zip: ML.NET cannot open it: ", sentence);
        Assert.False(File.Exists(files.PathOf("none.csv")));
    }

    [Theory(Skip = NotBuilt, SkipUnless = nameof(AreBuilt))]
    [InlineData("absent.zip", "rows.csv", "absent.zip: there is no such file.")]
    [InlineData("other.zip", "rows.csv", "other.zip: is a zip of another program; expected a model of ML.NET.")]
    [InlineData("cut.zip", "rows.csv", "cut.zip: is no zip, or was cut off; expected a model of ML.NET.")]
    [InlineData("rows.csv", "rows.csv", "rows.csv: is no zip, or was cut off; expected a model of ML.NET.")]
    [InlineData("model.zip", "absent.csv", "absent.csv: there is no such file.")]
    [InlineData("model.zip", "lacks.csv", "there is no column 'plan', which model.zip asks for.")]
    [InlineData("model.zip", "word.csv", "word.csv:3: column 'tenure' is \"long\"; expected a number.")]
    [InlineData("model.zip", "short.csv", "short.csv:2: has 1 fields; expected 2.")]
    public void Bad_input_is_answered_by_one_sentence(string model, string rows, string sentence)
    {
        var zip = FormulaMlNet.Write(SmallModel.Model);
        files.Write(zip, "model.zip");
        files.Write(zip[..(zip.Length / 2)], "cut.zip");
        using (var other = ZipFile.Open(files.PathOf("other.zip"), ZipArchiveMode.Create))
        {
            other.CreateEntry("word/document.xml");
        }

        files.Write("tenure,plan\n1,gold\n", "rows.csv");
        files.Write("tenure\n1\n", "lacks.csv");
        files.Write("tenure,plan\n1,gold\nlong,gold\n", "word.csv");
        files.Write("tenure,plan\n1\n", "short.csv");

        var (code, output, errors) = Run(
            "formula",
            "C",
            files.PathOf(model),
            files.PathOf(rows),
            files.PathOf("scored.csv")
        );

        Assert.Equal(3, code);
        Assert.EndsWith($"{sentence}\n", errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("rows a second", output);
    }

    public void Dispose() => files.Dispose();

    private static void AssertSame(HealthModel model, EdgeRow[] rows, string path)
    {
        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        Assert.Equal(rows.Length + 1, lines.Length);
        var (points, health) = (Array.IndexOf(header, "HealthPoints"), Array.IndexOf(header, "Health"));
        var (band, churn) = (Array.IndexOf(header, "Band"), Array.IndexOf(header, "ChurnProbability"));
        var hash = Array.IndexOf(header, "FormulaHash");
        var parts = header
            .Select((name, place) => (Key: name.StartsWith("Points.") ? name[7..] : "", Place: place))
            .Where(part => part.Key.Length > 0)
            .ToArray();
        Assert.Equal(model.Formulas.SelectMany(f => f.Factors).Select(f => f.Key).ToHashSet().Count, parts.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var cells = lines[i + 1].Split(',');
            var used = EdgeRows.FormulaOf(model, rows[i]);
            var added = new int[used.Formula.Factors.Length];
            var expected = HealthScorer.Score(rows[i].Values, used.Formula, added);
            Assert.Equal(expected.ToString(), cells[points]);
            Assert.Equal(expected / 1e7, Number(cells[health]));
            Assert.Equal(ScoreWords.Of(used.Formula.Bands.BandOf(expected)), cells[band]);
            Assert.Equal(used.Hash, cells[hash]);
            var probability = HealthScorer.ChurnProbability(expected, used.Formula);
            Assert.InRange(Ulps.Between(probability, Number(cells[churn])), 0, 4);
            foreach (var (key, place) in parts)
            {
                var k = used.Formula.Factors.ToList().FindIndex(f => f.Key == key);
                Assert.Equal((k < 0 ? 0 : added[k]).ToString(), cells[place]);
            }
        }
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static void WriteRows(HealthModel model, EdgeRow[] rows, string path)
    {
        using var file = new StreamWriter(path);
        string?[] texts = [model.Input.Segment, model.Input.Stage, model.Input.Context.Values.Single()];
        file.WriteLine(string.Join(',', model.Input.FactorColumns.Concat(texts.OfType<string>()).Select(Quoted)));
        foreach (var row in rows)
        {
            var cells = row.Values.Zip(row.Cells, (value, cell) => cell ?? (double.IsNaN(value) ? "" : $"{value:R}"));
            string[] named = [row.Segment, row.Stage, row.Context];
            file.WriteLine(string.Join(',', cells.Concat(named.Where((_, k) => texts[k] is not null)).Select(Quoted)));
        }
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"")}\"";

    private static (int Code, string Output, string Errors) Run(string sample, string locale, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Sample(sample), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = locale;
        start.Environment.Remove("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Built beside the tests, in the same configuration.</summary>
    private static string Sample(string folder)
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var top = bin.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var name = folder == "formula" ? "HealthScore.Sample.MlNet.dll" : "HealthScore.Sample.MlNet.Challenger.dll";
        return Path.Combine(top, "samples/mlnet", folder, "bin", bin.Parent!.Name, bin.Name, name);
    }
}
