using Google.Rpc;
using Grpc.Core;
using HealthScore.Api.V1;

namespace HealthScore.Serving.Tests.Services;

public class BatchScoreTests(ServerFixture fixture)
{
    private static readonly string[] Levels = ["Month-to-month", "One year", "Two year", "Daily"];

    [Fact]
    public async Task A_hundred_rows_have_the_same_bits_alone_in_a_batch_and_as_JSON()
    {
        var rows = Enumerable.Range(0, 100).Select(Row).ToArray();

        var batch = await fixture.Scoring.BatchScoreAsync(BatchOf(rows));

        Assert.Empty(batch.Errors);
        Assert.Equal(["tenure", "contract", "logins_28d"], batch.ContributionKeys);
        Assert.Equal([SmallModel.Hash], batch.FormulaHashes);
        Assert.Empty(batch.FormulaIndex);
        for (var row = 0; row < rows.Length; row++)
        {
            var request = Requests.Account(rows[row].Tenure, rows[row].Contract, rows[row].Logins);
            var alone = await fixture.Scoring.ScoreAsync(request);
            var json = await JsonCalls.Score(fixture.Http, request);
            Assert.Equal(alone, json);
            Assert.Equal(alone.Status, batch.Statuses[row]);
            Assert.Equal(alone.HealthPoints, batch.HealthPoints[row]);
            Assert.Equal(alone.Band, batch.Bands[row]);
            Assert.Equal(alone.Coverage, batch.Coverage[row]);
            Assert.Equal(Bits(alone.ChurnProbability), Bits(batch.ChurnProbabilities[row]));
            Assert.Equal(
                alone.Status is ScoreStatus.Withheld ? [0, 0, 0] : alone.Contributions.Select(c => c.Points),
                batch.ContributionPoints.Skip(row * 3).Take(3)
            );
        }
    }

    [Fact]
    public async Task A_bad_row_is_listed_in_order_and_the_others_are_scored()
    {
        var request = BatchOf([(30, "One year", 4), (-1, "One year", 4), (30, "One year", 4), (1, "Daily", 4)]);
        request.Factors[2].Numbers.Values[2] = double.PositiveInfinity;
        request.Validation = Validation.Strict;

        var answer = await fixture.Scoring.BatchScoreAsync(request);

        Assert.Equal([1u, 2u, 3u], answer.Errors.Select(e => e.Row));
        Assert.All(answer.Errors, e => Assert.Equal((int)Code.InvalidArgument, e.Status.Code));
        Assert.Equal(
            ["factors[\"tenure\"]", "factors[\"logins_28d\"]", "factors[\"contract\"]"],
            answer.Errors.Select(e => e.Status.GetDetail<BadRequest>().FieldViolations.Single().Field)
        );
        Assert.Equal(
            [ScoreStatus.Scored, ScoreStatus.Withheld, ScoreStatus.Withheld, ScoreStatus.Withheld],
            answer.Statuses
        );
        Assert.Equal([1_000_000_000, 0, 0, 0], answer.HealthPoints);
    }

    [Fact]
    public async Task Notice_on_or_before_the_day_is_not_scored()
    {
        var request = BatchOf([(30, "One year", 4), (30, "One year", 4), (30, "One year", 4)]);
        request.AsOf = new Codes { Levels = { "2026-01-31" }, Codes_ = { 1, 1, 1 } };
        request.Notice = new Codes { Levels = { "2026-01-31", "2026-02-01" }, Codes_ = { 1, 2, 0 } };

        var answer = await fixture.Scoring.BatchScoreAsync(request);

        Assert.Equal([ScoreStatus.InNotice, ScoreStatus.Scored, ScoreStatus.Scored], answer.Statuses);
        Assert.Equal(Band.Unspecified, answer.Bands[0]);
    }

    [Fact]
    public async Task Without_contributions_none_come()
    {
        var request = BatchOf([(30, "One year", 4)]);
        request.Contributions = Contributions.None;

        var answer = await fixture.Scoring.BatchScoreAsync(request);

        Assert.Empty(answer.ContributionKeys);
        Assert.Empty(answer.ContributionPoints);
    }

    [Fact]
    public async Task A_batch_of_the_wrong_shape_is_refused_whole()
    {
        var request = BatchOf([(30, "One year", 4), (1, "Daily", 4)]);
        request.Factors[0].Numbers.Values.Add(3);
        request.Factors[1].Codes.Codes_[1] = 9;
        request.Factors.Add(request.Factors[2].Clone());
        request.Factors.Add(new FactorColumn { Factor = "nothing" });
        request.Factors.Add(new FactorColumn { Factor = "flat" });
        request.AccountIds.Add("only one");
        request.Contributions = Contributions.Top;

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await fixture.Scoring.BatchScoreAsync(request)
        );

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(
            [
                "account_ids",
                "contributions",
                "factors[\"contract\"].codes[1]",
                "factors[\"flat\"]",
                "factors[\"logins_28d\"]",
                "factors[\"nothing\"]",
                "factors[\"tenure\"].numbers",
            ],
            refused
                .GetRpcStatus()!
                .GetDetail<BadRequest>()
                .FieldViolations.Select(v => v.Field)
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(0, StatusCode.InvalidArgument)]
    [InlineData(1, StatusCode.OK)]
    [InlineData(100_000, StatusCode.OK)]
    [InlineData(100_001, StatusCode.InvalidArgument)]
    public async Task A_batch_has_1_to_100000_rows(int rows, StatusCode expected)
    {
        var call = fixture.Scoring.BatchScoreAsync(new BatchScoreRequest { Rows = (uint)rows });

        if (expected == StatusCode.OK)
        {
            var answer = await call;
            Assert.Equal(rows, answer.Statuses.Count);
            Assert.All(answer.Statuses, status => Assert.Equal(ScoreStatus.Withheld, status));
        }
        else
        {
            Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        }
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static (double? Tenure, string? Contract, double? Logins) Row(int row) =>
        (
            row % 7 == 0 ? null : row * 0.37,
            row % 5 == 0 ? null : Levels[row % Levels.Length],
            row % 3 == 0 ? null : row * 0.1
        );

    private static BatchScoreRequest BatchOf((double? Tenure, string? Contract, double? Logins)[] rows)
    {
        var (tenure, logins) = (new Numbers(), new Numbers());
        tenure.Values.AddRange(rows.Select(r => r.Tenure ?? double.NaN));
        logins.Values.AddRange(rows.Select(r => r.Logins ?? double.NaN));
        var contract = new Codes { Levels = { Levels } };
        contract.Codes_.AddRange(rows.Select(r => (uint)(Array.IndexOf(Levels, r.Contract) + 1)));
        return new BatchScoreRequest
        {
            Rows = (uint)rows.Length,
            Factors =
            {
                new FactorColumn { Factor = "tenure", Numbers = tenure },
                new FactorColumn { Factor = "contract", Codes = contract },
                new FactorColumn { Factor = "logins_28d", Numbers = logins },
            },
        };
    }
}
