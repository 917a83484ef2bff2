using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

/// <summary>What a right checksum does not catch: a directory that was changed and listed anew.</summary>
public class ModelBytesTests
{
    [Theory]
    [InlineData("\"health_points\":400000000", "\"health_points\":400000001", "at training it was 400000001")]
    [InlineData("\"plan\":200000000", "\"plan\":200000001", "other points")]
    [InlineData("\"tenure\":300000000", "\"tenor\":300000000", "other points")]
    [InlineData("\"band\":\"green\"", "\"band\":\"red\"", "the band is green")]
    [InlineData("\"status\":\"scored\"", "\"status\":\"withheld\"", "the status is scored")]
    [InlineData("\"coverage\":1", "\"coverage\":0.9", "coverage is 1")]
    [InlineData("\"challenger_raw\":null", "\"challenger_raw\":0.5", "raw score")]
    [InlineData("\"challenger_probability\":null", "\"challenger_probability\":0.5", "the challenger's probability")]
    [InlineData("\"tenure\":", "\"tenor\":", "is unknown")]
    [InlineData("\"coverage\":1", "\"coverage\":1e400", "finite number")]
    public void A_golden_row_that_the_model_answers_otherwise_is_refused(string find, string replace, string sentence)
    {
        var golden = Encoding.UTF8.GetString(Files[GoldenJson.FileName]);
        var at = golden.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, find);
        var changed = golden.Remove(at, find.Length).Insert(at, replace);

        var refusal = Refusal(GoldenJson.FileName, changed);

        Assert.StartsWith("golden.jsonl:", refusal.Message);
        Assert.Contains(sentence, refusal.Message);
    }

    [Fact]
    public void Golden_rows_that_are_cut_off_or_too_few_are_refused()
    {
        var golden = Encoding.UTF8.GetString(Files[GoldenJson.FileName]);

        Assert.Contains("does not end", Refusal(GoldenJson.FileName, golden[..^1]).Message);
        Assert.Contains(
            "expected 256 or more",
            Refusal(GoldenJson.FileName, golden[..(golden.IndexOf('\n') + 1)]).Message
        );
    }

    /// <summary>
    /// The rounded table is the model: one unit of one bin is another model, and the golden rows know.
    /// </summary>
    [Fact]
    public void Points_changed_by_one_unit_are_refused_by_the_golden_rows()
    {
        var formula = Encoding.UTF8.GetString(Files[FormulaJson.FileName]);

        Assert.Contains("[300000000,150000000,0]", formula);

        var refusal = Refusal(
            FormulaJson.FileName,
            formula.Replace("[300000000,150000000,0]", "[300000000,150000001,0]")
        );

        Assert.Matches(@"^golden.jsonl:\d+: the formula gives other points than at training\.$", refusal.Message);
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "schema 2 is from a newer version; this program reads schema 1")]
    [InlineData("\"schema\": 1", "\"schema\": 0", "schema is 0; expected 1")]
    [InlineData("\"rows\": 7043", "\"rows\": \"many\"", "'rows' is \"many\"; expected a whole number")]
    [InlineData("\"rows\": 7043", "\"rows\": 7043, \"host\": \"here\"", "'host' is unknown")]
    [InlineData("\"seed\": 42", "\"seed\": -1", "'seed' is -1")]
    public void A_manifest_of_another_shape_or_version_is_refused(string find, string replace, string sentence)
    {
        var manifest = Encoding.UTF8.GetString(Files[Manifest.FileName]);
        Assert.Contains(find, manifest);
        var changed = Encoding.UTF8.GetBytes(manifest.Replace(find, replace));

        var refusal = Assert.Throws<ModelException>(() =>
            ModelBytes.Read(
                Files.SetItem(Manifest.FileName, changed).SetItem(Manifest.HashFileName, Manifest.HashLine(changed))
            )
        );

        Assert.Contains(sentence, refusal.Message);
    }

    [Fact]
    public void A_file_that_is_ours_or_unknown_is_no_further_file()
    {
        Assert.All(
            [FormulaJson.FileName, Manifest.FileName, "notes.txt", "../x"],
            name =>
                Assert.Throws<ArgumentException>(() =>
                    ModelBytes.Write(
                        SampleModel.Contents with
                        {
                            Extra = SampleModel.Contents.Extra.SetItem(name, [1]),
                        }
                    )
                )
        );
    }

    private static ImmutableSortedDictionary<string, byte[]> Files { get; } = ModelBytes.Write(SampleModel.Contents);

    /// <summary>Changes one file, lists it anew under right hashes, and reads.</summary>
    private static ModelException Refusal(string name, string text)
    {
        var listed = Files
            .RemoveRange([Manifest.FileName, Manifest.HashFileName])
            .SetItem(name, Encoding.UTF8.GetBytes(text));
        var manifest = Manifest.Of(SampleModel.Created, listed).Write();
        return Assert.Throws<ModelException>(() =>
            ModelBytes.Read(
                listed.Add(Manifest.FileName, manifest).Add(Manifest.HashFileName, Manifest.HashLine(manifest))
            )
        );
    }
}
