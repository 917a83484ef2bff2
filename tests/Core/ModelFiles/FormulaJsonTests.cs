using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public class FormulaJsonTests
{
    private static readonly string Text = Encoding.UTF8.GetString(FormulaJson.Write(SampleModel.Model));

    [Fact]
    public void The_file_begins_with_its_schema_and_horizon() =>
        Assert.Equal(
            """
            {
              "schema": 1,
              "horizon_days": 180,
              "review": {"on":null,"every_days":180},
            """,
            Text[..Text.IndexOf("\n  \"catalog\"", StringComparison.Ordinal)]
        );

    [Fact]
    public void Bins_and_formulas_have_the_one_shape()
    {
        var file = JsonNode.Parse(Text)!;

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    { "tenure": { "kind": "numeric", "edges": [0.5, 12.5] },
                      "contract": { "kind": "categorical", "groups": [["Two year"], ["One year"], ["Month-to-month"]] },
                      "plan": { "kind": "ordinal", "groups": [["basic", "silver"], ["gold"]] } }
                    """
                ),
                file["bins"]
            )
        );
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    [ { "segment": "all", "stage": "all", "intercept": 2, "slope": 0.05,
                        "green_from": 620000000, "yellow_from": 310000000, "by": [],
                        "points": {
                          "tenure": { "bins": [0, 200000000, 500000000], "missing": 300000000, "missing_learned": false,
                                      "other": 0, "mean": 300000000 },
                          "contract": { "bins": [300000000, 150000000, 0], "missing": 50000000, "missing_learned": true,
                                        "other": 120000000, "mean": 120000000 },
                          "plan": { "bins": [40000000, 200000000], "missing": 0, "missing_learned": true,
                                    "other": 90000000, "mean": 90000000 } },
                        "left_out": [ { "factor": "gender", "reason": "flat" } ] } ]
                    """
                ),
                file["formulas"]
            )
        );
    }

    [Property(MaxTest = 200)]
    public void Reading_what_was_written_and_writing_it_again_gives_the_same_bytes_and_hash(int seed)
    {
        var model = RandomModels.Model(seed);

        var read = FormulaJson.Read(FormulaJson.Write(model));

        Assert.Equal(FormulaJson.Write(model), FormulaJson.Write(read));
        Assert.Equal(model.FormulaHashes, read.FormulaHashes);
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(model.Formulas[0].Slope),
            BitConverter.DoubleToInt64Bits(read.Formulas[0].Slope)
        );
    }

    [Fact]
    public void A_level_that_training_never_saw_stands_in_no_group_and_is_other_when_read()
    {
        var text = Text.Replace(
                "[[\"Two year\"],[\"One year\"],[\"Month-to-month\"]]",
                "[[\"Two year\"],[\"Month-to-month\"]]"
            )
            .Replace("[300000000,150000000,0]", "[300000000,0]");

        var contract = FormulaJson.Read(Encoding.UTF8.GetBytes(text)).Formulas[0].Factors[1];

        Assert.Equal(contract.Bins.OtherBin, contract.Bins.BinOf(1));
    }

    /// <summary>
    /// The value is Python's: hashlib over json.dumps(entry, sort_keys=True, separators=(",", ":")), of {"bins": …,
    /// "formula": …}.
    /// </summary>
    [Fact]
    public void The_hash_is_of_the_formula_and_its_bins_and_of_nothing_else()
    {
        var renamed = SampleModel.Model with
        {
            HorizonDays = 90,
            Input = new ModelInput { OutcomeColumn = "x" },
        };
        var shifted = new HealthFormula(
            SampleModel.Formula.Factors,
            Math.BitIncrement(2.0),
            slope: 0.05,
            SampleModel.Formula.Bands
        );

        Assert.Equal("daf753caa5fa", SampleModel.Model.FormulaHashes[0]);
        Assert.Equal(SampleModel.Model.FormulaHashes, FormulaJson.Read(FormulaJson.Write(renamed)).FormulaHashes);
        Assert.NotEqual(SampleModel.Model.FormulaHashes[0], FormulaJson.HashOf(shifted, SampleModel.Model.Catalog));
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "schema 2 is from a newer version; this program reads schema 1.")]
    [InlineData("\"schema\": 1,", "", "property 'schema' is missing.")]
    [InlineData("\"horizon_days\": 180", "\"horizon_days\": 0", "'horizon_days' is 0; expected 1 day or more.")]
    [InlineData("\"horizon_days\": 180", "\"horizon_days\": 1.5", "'horizon_days' is 1.5; expected a whole number.")]
    [InlineData("\"every_days\":180", "\"every_days\":0", "'review.every_days' is 0; expected 1 day or more.")]
    [InlineData("\"on\":null", "\"on\":\"1.1.2026\"", "'review.on' is \"1.1.2026\"; expected a date such as")]
    [InlineData("\"schema\": 1", "\"schema\": 1, \"more\": 1", "property 'more' is unknown.")]
    [InlineData("\"schema\": 1", "\"schema\": 1, \"schema\": 1", "is not JSON as this program writes it")]
    [InlineData("\"slope\":0.05", "\"slop\":0.05", "property 'formulas[0].slop' is unknown.")]
    [InlineData("\"slope\":0.05", "\"slope\":-0.05", "'formulas[0]': log-odds 2 - -0.05 x health")]
    [InlineData("\"slope\":0.05", "\"slope\":\"0.05\"", "'formulas[0].slope' is \"0.05\"; expected a finite number.")]
    [InlineData("\"slope\":0.05", "\"slope\":1e999", "'formulas[0].slope' is 1e999; expected a finite number.")]
    [InlineData("\"by\":[]", "\"by\":[1]", "'formulas[0].by[0]' is 1; expected an object")]
    [InlineData("620000000", "300000000", "yellow must not start above green")]
    [InlineData("620000000", "1000000001", "a band starts within 0..100 points")]
    [InlineData(
        "[0,200000000,500000000]",
        "[0,200000000,500000001]",
        "best points sum to 1000000001; expected 1000000000"
    )]
    [InlineData("[0,200000000,500000000]", "[0,500000000]", "2 points for 3 bins")]
    [InlineData("[0,200000000,500000000]", "[-1,200000000,500000000]", "points must be 0 or more")]
    [InlineData(
        "[0,200000000,500000000]",
        "[200000000,0,500000000]",
        "points of 'tenure' do not follow the declared direction higher_is_better"
    )]
    [InlineData(
        "\"missing\":300000000",
        "\"missing\":300000001",
        "missing was never seen and has 300000001 points; expected the mean 300000000"
    )]
    [InlineData("\"other\":120000000", "\"other\":120000001", "other has 120000001 points; expected 120000000")]
    [InlineData("\"missing_learned\":false", "\"missing_learned\":0", "expected true or false")]
    [InlineData("[0.5,12.5]", "[12.5,0.5]", "edges must be finite and strictly increasing")]
    [InlineData("[0.5,12.5]", "[0.5,null]", "'bins.tenure.edges[1]' is null; expected a finite number.")]
    [InlineData(
        "[\"Two year\"],[\"One year\"]",
        "[\"Two year\"],[\"Two year\"]",
        "expected a level of the catalog, each once"
    )]
    [InlineData(
        "[\"Two year\"],[\"One year\"]",
        "[\"Two year\"],[\"Ten year\"]",
        "'bins.contract.groups[1][0]' is \"Ten year\""
    )]
    [InlineData("[\"Two year\"],[\"One year\"]", "[\"Two year\"],[]", "expected one level or more")]
    [InlineData(
        "[[\"basic\",\"silver\"],[\"gold\"]]",
        "[[\"basic\",\"gold\"],[\"silver\"]]",
        "in the order of its levels"
    )]
    [InlineData(
        "{\"kind\":\"numeric\",",
        "{\"kind\":\"pair\",",
        "'bins.tenure' is a pair; expected a name like row*column."
    )]
    [InlineData("{\"kind\":\"numeric\",", "{\"kind\":\"ordinal\",", "'bins.tenure' has kind ordinal")]
    [InlineData(
        "\"segment\":\"all\",\"stage\"",
        "\"segment\":\"smb\",\"shares\":{\"curves\":[],\"weights\":[]},\"stage\"",
        "one for segment all, stage all"
    )]
    [InlineData("\"factor\":\"gender\"", "\"factor\":\"sex\"", "expected a factor of the catalog")]
    [InlineData("\"key\":\"gender\"", "\"key\":\"Gender\"", "expected a key")]
    [InlineData("\"key\":\"gender\"", "\"key\":\"plan\"", "factor 'plan' stands twice in the catalog")]
    [InlineData(
        "\"levels\":[\"Female\",\"Male\"]",
        "\"levels\":[\"Male\",\"Male\"]",
        "level 'Male' of factor 'gender' stands twice"
    )]
    [InlineData("\"low_below\":0.6", "\"low_below\":6", "expected a share from 0 to 1")]
    [InlineData(
        "\"gender\":\"gender\"",
        "\"sex\":\"gender\"",
        "'input.columns.factors.sex' is no factor of the catalog."
    )]
    [InlineData("\"title\":\"Gender\"", "\"title\":\"\\ud800\"", "holds half a surrogate pair")]
    public void A_file_that_is_wrong_is_refused_with_the_place_and_the_reason(
        string find,
        string replace,
        string sentence
    )
    {
        var oneLine = JsonNode.Parse(Text)!.ToJsonString();
        var text = Text.Contains(find) ? Text : oneLine;
        Assert.Contains(find, text);
        var at = text.IndexOf(find, StringComparison.Ordinal);

        var refusal = Assert.Throws<ModelException>(() =>
            FormulaJson.Read(Encoding.UTF8.GetBytes(text.Remove(at, find.Length).Insert(at, replace)))
        );

        Assert.StartsWith("formula.json: ", refusal.Message);
        Assert.Contains(sentence, refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{} {}")]
    public void A_text_that_is_no_model_is_refused(string text) =>
        Assert.Throws<ModelException>(() => FormulaJson.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_that_are_not_text_are_refused() =>
        Assert.Contains("not UTF-8", Assert.Throws<ModelException>(() => FormulaJson.Read([0x22, 0xFF, 0x22])).Message);
}
