using System.Text;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public class ReplicatesJsonTests
{
    private static HealthModel Model { get; } =
        SampleModel.Model with
        {
            Replicates = [Replicates.WithPoints(SampleModel.Formula, factor: 1, entry: 2, change: 12_345)],
        };

    private static string Text { get; } = Encoding.UTF8.GetString(ReplicatesJson.Write(Model));

    [Fact]
    public void Replicates_read_back_as_they_were_written()
    {
        var read = ReplicatesJson.Read(ReplicatesJson.Write(Model), SampleModel.Model);

        Assert.Equal(Model.Replicates[0].Intercepts, read[0].Intercepts);
        for (var k = 0; k < Model.Replicates[0].Points.Length; k++)
        {
            Assert.Equal(Model.Replicates[0].Points[k], read[0].Points[k]);
        }
    }

    [Fact]
    public void A_model_directory_lists_its_replicates_and_reads_them_with_the_model()
    {
        var contents = new ModelContents
        {
            Model = Model,
            Golden = GoldenRows.Make(Model, seed: 1),
            Created = SampleModel.Created,
        };

        var loaded = ModelBytes.Read(ModelBytes.Write(contents));

        Assert.Equal(Model.Replicates[0].Points[1], loaded.Model.Replicates[0].Points[1]);
        Assert.Contains(ModelFileNames.Replicates, loaded.Files.Keys);
    }

    [Fact]
    public void Replicates_that_were_altered_are_refused()
    {
        var contents = new ModelContents
        {
            Model = Model,
            Golden = GoldenRows.Make(Model, seed: 1),
            Created = SampleModel.Created,
        };
        var files = ModelBytes.Write(contents);
        var altered = Encoding.UTF8.GetBytes(Text.Replace("12345", "12346"));

        var refusal = Assert.Throws<ModelException>(() =>
            ModelBytes.Read(files.SetItem(ModelFileNames.Replicates, altered))
        );

        Assert.Contains("replicates.json: sha256", refusal.Message);
    }

    [Theory]
    [InlineData("\"count\":50", "\"count\":49", "'count' is 49")]
    [InlineData("\"schema\":1", "\"schema\":2", "newer version")]
    [InlineData("\"contract\":", "\"contrast\":", "is unknown")]
    [InlineData("12345,", "", "50 whole numbers")]
    [InlineData("12345", "1.5", "a whole number")]
    [InlineData("12345", "12345678901", "a whole number")]
    [InlineData("\"intercepts\":[0", "\"intercepts\":[1e400", "finite number")]
    [InlineData("\"intercepts\":[0,", "\"intercepts\":[", "50 finite intercepts")]
    public void Replicates_of_another_shape_are_refused(string find, string replace, string sentence)
    {
        var at = Text.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, find);
        var changed = Text.Remove(at, find.Length).Insert(at, replace);

        var refusal = Assert.Throws<ModelException>(() =>
            ReplicatesJson.Read(Encoding.UTF8.GetBytes(changed), SampleModel.Model)
        );

        Assert.StartsWith("replicates.json:", refusal.Message);
        Assert.Contains(sentence, refusal.Message);
    }

    [Fact]
    public void Replicates_of_another_formula_are_refused()
    {
        var other = SampleModel.Model with { FormulaHashes = ["000000000000"] };

        var refusal = Assert.Throws<ModelException>(() => ReplicatesJson.Read(ReplicatesJson.Write(Model), other));

        Assert.Contains("expected 000000000000", refusal.Message);
    }

    [Fact]
    public void Every_formula_has_replicates_or_none_has()
    {
        var two = Model with
        {
            Formulas = [SampleModel.Formula, SampleModel.Formula],
            FormulaHashes = ["000000000000", "000000000000"],
        };

        Assert.Throws<ArgumentException>(() => ReplicatesJson.Write(two));
        Assert.Throws<ModelException>(() => ReplicatesJson.Read(ReplicatesJson.Write(Model), two));
    }
}
