using Google.Rpc;
using Grpc.Core;
using HealthScore.Api.V1;

namespace HealthScore.Serving.Tests.Statuses;

public class FieldViolationTests(ServerFixture fixture)
{
    [Theory]
    [InlineData(double.NaN, "is NaN; expected a finite number, or no entry")]
    [InlineData(double.PositiveInfinity, "is infinite; expected a finite number, or no entry")]
    [InlineData(-1, "is -1; expected 0 to 600")]
    [InlineData(600.5, "is 600.5; expected 0 to 600")]
    public async Task A_number_that_cannot_be_is_refused_by_its_path(double tenure, string sentence)
    {
        var (status, violations) = await Refused(Requests.Account(tenure, contract: null, logins: null));

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
        Assert.Equal([("factors[\"tenure\"]", sentence)], violations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public async Task Both_ends_of_a_range_are_possible(double tenure)
    {
        var answer = await fixture.Scoring.ScoreAsync(Requests.Account(tenure, contract: "One year", logins: 1));

        Assert.True(answer.HasHealthPoints);
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once()
    {
        var request = Requests.Account(double.NaN, contract: "", logins: 1);
        request.Factors.Add("nothing", new FactorValue { Number = 1 });
        request.Factors["logins_28d"] = new FactorValue { Category = "many" };
        request.Factors["flat"] = new FactorValue();
        request.AsOf = "31.01.2026";
        request.AccountId = new string('x', 129);
        request.Contributions = (Contributions)9;
        request.Validation = (Validation)9;

        var (_, violations) = await Refused(request);

        Assert.Equal(
            [
                "account_id",
                "as_of",
                "contributions",
                "factors[\"contract\"]",
                "factors[\"flat\"]",
                "factors[\"logins_28d\"]",
                "factors[\"nothing\"]",
                "factors[\"tenure\"]",
                "validation",
            ],
            violations.Select(v => v.Field).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_error_names_its_reason_and_domain()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await fixture.Scoring.ScoreAsync(Requests.Account(double.NaN, contract: null, logins: null))
        );

        var info = refused.GetRpcStatus()!.GetDetail<ErrorInfo>();
        Assert.Equal(("INVALID_FIELD", "healthscore"), (info.Reason, info.Domain));
    }

    [Fact]
    public async Task An_unknown_level_is_other_when_lenient_and_refused_when_strict()
    {
        var request = Requests.Account(tenure: 30, contract: "Daily", logins: 4);

        var lenient = await fixture.Scoring.ScoreAsync(request);
        request.Validation = Validation.Strict;
        var (_, violations) = await Refused(request);

        Assert.Equal(500_000_000 + 150_000_000 + 200_000_000, lenient.HealthPoints);
        Assert.Equal(0.7, lenient.Coverage);
        Assert.Equal(["unknown:contract"], lenient.Reasons);
        Assert.False(lenient.Contributions[1].Measured);
        Assert.Equal(
            [
                (
                    "factors[\"contract\"]",
                    "is \"Daily\", which training never saw; expected one of Month-to-month, One year, Two year"
                ),
            ],
            violations
        );
    }

    [Fact]
    public async Task An_account_id_of_128_bytes_is_taken()
    {
        var request = Requests.Account(tenure: 30, contract: "One year", logins: 4);
        request.AccountId = new string('x', 128);

        Assert.True((await fixture.Scoring.ScoreAsync(request)).HasHealthPoints);
    }

    [Fact]
    public async Task Recording_is_unimplemented()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await fixture.Scoring.ScoreAsync(new ScoreRequest { Record = true })
        );

        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
    }

    private async Task<(Grpc.Core.Status Status, (string Field, string Description)[] Violations)> Refused(
        ScoreRequest request
    )
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await fixture.Scoring.ScoreAsync(request));
        var details = refused.GetRpcStatus()!.GetDetail<BadRequest>();
        return (refused.Status, [.. details.FieldViolations.Select(v => (v.Field, v.Description))]);
    }
}
