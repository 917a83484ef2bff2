using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Formula;

public class ContextBandsTests
{
    /// <summary>Common thresholds 31 and 62; retail 40 and 70; in media no health is green.</summary>
    private static HealthModel Model { get; } =
        With(new("Media", new(500_000_000, null)), new("Retail", new(400_000_000, 700_000_000)));

    [Theory]
    [Trait("Requirement", "000-18")]
    [InlineData("Retail", 65, Band.Yellow)]
    [InlineData("Retail", 70, Band.Green)]
    [InlineData("Retail", 39, Band.Red)]
    [InlineData("Media", 100, Band.Yellow)]
    [InlineData("Farming", 65, Band.Green)]
    [InlineData("retail", 65, Band.Green)]
    [InlineData(null, 65, Band.Green)]
    public void The_band_is_that_of_the_context_value_and_the_common_one_where_it_has_none(
        string? value,
        int health,
        Band band
    )
    {
        var formula = Model.FormulaOf("SMB", "late", null, null, null, value).Formula;

        Assert.Equal(band, formula.Bands.BandOf(health * 10_000_000));
    }

    [Fact]
    [Trait("Requirement", "000-18")]
    public void A_score_differs_by_context_in_its_band_alone()
    {
        var common = HealthScorer.Score(Account("Farming"), Model);
        var retail = HealthScorer.Score(Account("Retail"), Model);

        Assert.Equal((650_000_000, Band.Green), (common.HealthPoints!.Value, common.Band!.Value));
        Assert.Equal((650_000_000, Band.Yellow), (retail.HealthPoints!.Value, retail.Band!.Value));
        Assert.Equal(common.ChurnProbability, retail.ChurnProbability);
        Assert.Equal(common.FormulaHash, retail.FormulaHash);
    }

    [Fact]
    public void Thresholds_by_context_are_read_as_they_were_written_and_count_in_the_hash()
    {
        var read = FormulaJson.Read(FormulaJson.Write(Model));

        Assert.Equal(Model.Formulas[0].BandsBy, read.Formulas[0].BandsBy);
        Assert.Equal("industry", read.Rules.BandsBy);
        Assert.Equal(Model.FormulaHashes, read.FormulaHashes);
        Assert.NotEqual(SampleModel.Model.FormulaHashes, read.FormulaHashes);
    }

    [Theory]
    [InlineData("\"bands_by\": \"industry\"", "\"bands_by\": \"trade\"", "'rules.bands_by' is \"trade\", no name in")]
    [InlineData(",\n    \"bands_by\": \"industry\"", "", "'rules.bands_by' does not say of which context")]
    [InlineData("\"Retail\"", "\"Media\"", "thresholds of 'Media': expected each value once, in order, none empty")]
    [InlineData("\"Media\"", "\"Vans\"", "thresholds of 'Retail': expected each value once")]
    [InlineData("\"Media\"", "\"\"", "thresholds of '': expected each value once")]
    [InlineData("700000000", "300000000", "'formulas[0].by[1]': yellow must not start above green")]
    [InlineData("\"value\":\"Retail\",", "", "property 'formulas[0].by[1].value' is missing")]
    public void Thresholds_that_make_no_sense_are_refused(string old, string by, string refusal)
    {
        var text = Encoding.UTF8.GetString(FormulaJson.Write(Model));
        Assert.Contains(old, text, StringComparison.Ordinal);

        var refused = Assert.Throws<ModelException>(() =>
            FormulaJson.Read(Encoding.UTF8.GetBytes(text.Replace(old, by, StringComparison.Ordinal)))
        );

        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Golden_rows_stand_in_every_context_value_and_notice_another_threshold()
    {
        var rows = GoldenJson.Read(GoldenJson.Write(GoldenRows.Make(Model, seed: 7), Model.Catalog), Model);
        var other = Model with
        {
            Formulas = [With(new("Media", new(null, null)), new("Retail", new(0, 0))).Formulas[0]],
        };

        GoldenRows.Check(Model, rows);
        Assert.Equal(2, rows.Count(row => row.Context.ContainsValue("Media")));
        Assert.Equal(2, rows.Count(row => row.Context.ContainsValue("Retail")));
        Assert.Throws<ModelException>(() => GoldenRows.Check(other, rows));
    }

    /// <summary>Two formulas with one line: what only one has blends with the other's common thresholds.</summary>
    [Fact]
    public void A_blend_of_stages_blends_the_thresholds_of_each_value()
    {
        var old = With(new ContextBands("Retail", new(400_000_000, 700_000_000))).Formulas[0];
        var now = With(new ContextBands("Media", new(500_000_000, 800_000_000))).Formulas[0];

        var blend = StageBlend.Of(old, now, day: 30);

        Assert.Equal(["Media", "Retail"], blend.BandsBy.Select(own => own.Value));
        Assert.Equal(710_000_000, blend.For("Media").Bands.GreenFrom!.Value, 1.0);
        Assert.Equal(355_000_000, blend.For("Retail").Bands.YellowFrom!.Value, 1.0);
        Assert.Equal("Retail", blend.For("Retail").BandsOf);
    }

    private static Snapshot Account(string industry) =>
        new()
        {
            Account = "a",
            Context = ImmutableDictionary<string, string>.Empty.Add("industry", industry),
            Values = [30, 1, double.NaN, double.NaN],
        };

    private static HealthModel With(params ImmutableArray<ContextBands> by)
    {
        var like = SampleModel.Formula;
        var model = SampleModel.With(
            new HealthFormula(like.Factors, like.Intercept, like.Slope, like.Bands)
            {
                LeftOut = like.LeftOut,
                BandsBy = by,
            }
        );
        return model with
        {
            Rules = model.Rules with { BandsBy = "industry" },
            Input = model.Input with { Context = model.Input.Context.Add("industry", "Industry") },
        };
    }
}
