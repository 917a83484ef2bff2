using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving.Models;
using HealthScore.Serving.Services;

namespace HealthScore.Serving.Tests.Services;

public class ModelTests(ServerFixture fixture)
{
    [Fact]
    public async Task The_model_tells_its_factors_formulas_thresholds_and_evaluation()
    {
        var model = await fixture.Models.GetModelAsync(new GetModelRequest());

        Assert.Equal(SmallModel.Version, model.ModelVersion);
        Assert.Equal(["tenure", "contract", "logins_28d", "flat"], model.Factors.Select(f => f.Key));
        Assert.Equal((0.0, 600.0), (model.Factors[0].RangeFrom, model.Factors[0].RangeTo));
        var formula = Assert.Single(model.Formulas);
        Assert.Equal([0.5, 0.3, 0.2], formula.Weights.Select(w => w.Weight));
        Assert.Equal((700_000_000, 400_000_000), (formula.GreenFrom, formula.YellowFrom));
        Assert.Equal("flat", Assert.Single(formula.LeftOut).Factor);
        Assert.Equal("""{"rows":3}""", model.MetricsJson);
        Assert.False(model.HasChallenger);
    }

    /// <summary>The small model was reviewed on 2026-01-01 and is to be every 179 days.</summary>
    [Theory]
    [InlineData("2026-06-29", 179u, false)]
    [InlineData("2026-06-30", 180u, true)]
    [Trait("Requirement", "002-04")]
    public void The_age_of_the_definition_is_told_and_flagged_once_a_review_is_due(string today, uint age, bool due)
    {
        var served = new ServedModel(SmallModel.Make(), metricsJson: "");

        var review = ModelMapping.ModelOf(new GetModelRequest(), served, DateOnly.Parse(today)).Review;

        Assert.Equal(("2026-01-01", 179u, age, due), (review.Reviewed, review.EveryDays, review.AgeDays, review.Due));
    }

    [Fact]
    [Trait("Requirement", "002-04")]
    public async Task A_client_sees_when_the_definition_was_reviewed() =>
        Assert.Equal("2026-01-01", (await fixture.Models.GetModelAsync(new GetModelRequest())).Review.Reviewed);

    [Fact]
    [Trait("Requirement", "003-01")]
    public async Task The_formula_is_there_to_read_and_as_the_bytes_of_formula_json()
    {
        var formula = await fixture.Models.GetFormulaAsync(new GetFormulaRequest { Segment = "smb" });

        Assert.Equal(SmallModel.Hash, formula.FormulaHash);
        Assert.Contains("Month-to-month", formula.Text);
        var read = FormulaJson.Read(System.Text.Encoding.UTF8.GetBytes(formula.Json));
        Assert.Equal(3, read.Formulas[0].Factors.Length);
    }

    [Theory]
    [InlineData("/v1/model")]
    [InlineData("/v1/formula?segment=smb&stage=active")]
    public async Task Both_are_there_over_HTTP(string path)
    {
        var body = await fixture.Http.GetStringAsync(path);

        Assert.Contains($"\"modelVersion\":\"{SmallModel.Version}\"", body);
    }

    [Fact]
    public async Task Another_version_is_not_found()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await fixture.Models.GetModelAsync(new GetModelRequest { ModelVersion = "ffffffffffff" })
        );

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }
}
