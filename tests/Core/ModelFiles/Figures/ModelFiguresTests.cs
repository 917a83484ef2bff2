using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.ModelFiles.Figures;

namespace HealthScore.Core.Tests.ModelFiles.Figures;

public class ModelFiguresTests
{
    private const string Metrics = """
        {"rows": 40, "churned": 7, "prior_log_loss": 0.46, "basis": "out_of_fold",
         "formula": {"auc": 0.8, "auc_low": 0.7, "auc_high": 0.9, "log_loss": 0.4, "brier": 0.1, "ece": 0.02,
                     "calibration_slope": null},
         "challenger": null,
         "equal_weights": {"auc": 0.7, "log_loss": 0.45, "brier": 0.12, "ece": 0.05},
         "bands": [{"band": "red", "rows": 10, "churned": 6}, {"band": "green", "rows": 30, "churned": 1}],
         "weights": [{"segment": "all", "factor": "tenure", "weight": 0.6, "low": 0.5, "high": 0.7}],
         "band_evidence": {"red_from": 0.2, "yellow_from": 0.1, "findings": ["Red is not apart."],
           "thresholds": [{"starts": "yellow", "churn_probability": 0.2, "health": 31.5, "low": 30, "high": 33,
                           "rows": 40, "churned": 7, "from": "2026-01-31", "to": null}],
           "segments": [{"segment": "smb", "bands": [{"band": "red", "rows": 4, "churned": 2}]}]},
         "spread": {"formula": [{"rows": 20, "churned": 1, "probability": 0.05}],
                    "health": {"rows": [3, 4], "churned": [2, 0]}},
         "left_out_columns": [{"column": "x", "reason": "constant"}], "accepted": ["Q04"], "later": {}}
        """;

    [Fact]
    public void What_metrics_say_is_read_and_what_they_do_not_say_is_absent()
    {
        var figures = Read(Metrics, "{}");

        Assert.Equal(new Outcomes(40, 7), figures.HeldOut);
        Assert.Equal(0.9, figures.Formula!.AucHigh);
        Assert.Null(figures.Formula.Slope);
        Assert.Null(figures.Challenger);
        Assert.Equal(0.6, figures.Bands[0].Outcomes.Share!.Value, 1e-15);
        Assert.Equal(new WeightFigures("tenure", 0.6, 0.5, 0.7), figures.Weights.Single());
        Assert.Equal((31.5, new DateOnly(2026, 1, 31)), (figures.Thresholds[0].Health, figures.Thresholds[0].From));
        Assert.Null(figures.Thresholds[0].To);
        Assert.Equal("smb", figures.Segments.Single().Segment);
        Assert.Equal([new Outcomes(3, 2), new Outcomes(4, 0)], figures.HealthSteps);
        Assert.Equal(new ColumnLeftOut("x", "constant"), figures.LeftOutColumns.Single());
        Assert.Equal(["Red is not apart."], figures.BandFindings);
        Assert.Null(figures.Trained);
        Assert.Empty(figures.Curves);
    }

    [Fact]
    public void A_share_of_no_rows_is_not_known() => Assert.Null(new Outcomes(0, 0).Share);

    [Fact]
    public void A_model_without_evaluation_has_no_figures()
    {
        var figures = Read("{}", "{}");

        Assert.Null(figures.HeldOut);
        Assert.Null(figures.Formula);
        Assert.Empty(figures.Weights);
    }

    [Fact]
    public void What_the_profile_says_is_read()
    {
        var model = SampleModel.Model;
        var factor = model.Formulas[0].Factors[0];
        var rows = string.Join(",", Enumerable.Range(1, factor.EntryCount));
        var churned = string.Join(",", Enumerable.Repeat(1, factor.EntryCount));
        var profile =
            $"{{\"rows\": 50, \"churned\": 9, \"curves\": [{{\"factor\": \"{factor.Key}\", \"rows\": [{rows}], "
            + $"\"churned\": [{churned}]}}], \"factors\": [{{\"factor\": \"tenure\", \"counts\": [3, 6], "
            + "\"missing\": 1}]}";

        var figures = Read("{}", profile);

        Assert.Equal(new Outcomes(50, 9), figures.Trained);
        Assert.Equal(new Outcomes(2, 1), figures.Curves.Single().Entries[1]);
        Assert.Equal(0.9, figures.Measured.Single().Share, 1e-15);
    }

    [Theory]
    [InlineData("{\"rows\": 40}", "{}", "property 'churned' is missing")]
    [InlineData("{\"bands\": 3}", "{}", "'bands' is 3; expected a list")]
    [InlineData("[]", "{}", "expected an object")]
    [InlineData("{\"bands\": [{\"band\": \"blue\", \"rows\": 1, \"churned\": 0}]}", "{}", "red, yellow or green")]
    [InlineData("{\"spread\": {\"health\": {\"rows\": [1], \"churned\": []}}}", "{}", "expected 1 numbers")]
    [InlineData("{}", "{\"curves\": [{\"factor\": \"nobody\", \"rows\": [], \"churned\": []}]}", "all accounts")]
    [InlineData("{}", "{\"curves\": [{\"factor\": \"tenure\", \"rows\": [1], \"churned\": [0]}]}", "this one has")]
    [InlineData("{}", "no", "is not JSON")]
    public void A_file_that_says_something_else_is_refused_with_the_place(string metrics, string profile, string why)
    {
        var refused = Assert.Throws<ModelException>(() => Read(metrics, profile));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static ModelFigures Read(string metrics, string profile) =>
        ModelFigures.Of(
            new LoadedModel
            {
                Model = SampleModel.Model,
                Created = new CreationFacts("00ff", Seed: 1, Rows: 40, ProgramVersion: "0"),
                Golden = [],
                Files = ImmutableSortedDictionary<string, byte[]>
                    .Empty.Add(ModelFileNames.Metrics, Encoding.UTF8.GetBytes(metrics))
                    .Add(ModelFileNames.Profile, Encoding.UTF8.GetBytes(profile)),
            }
        );
}
