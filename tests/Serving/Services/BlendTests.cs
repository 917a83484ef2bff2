using Grpc.Net.Client;
using HealthScore.Api.V1;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Serving.Tests.Services;

public class BlendTests
{
    private static readonly DateOnly Since = new(2026, 1, 10);

    /// <summary>Days 0, 1, 30, 59 and 60 of the change.</summary>
    [Fact]
    [Trait("Requirement", "001-18")]
    public async Task Every_day_of_a_blend_has_the_same_bits_alone_in_a_batch_and_as_JSON()
    {
        var model = Staged();
        int[] after = [0, 1, 30, 59, 60, 30];
        var expected = after.Select(day => HealthScorer.Score(Snapshot(Since.AddDays(day)), model)).ToArray();
        await using var server = await Server.StartAsync(ServerFixture.Options with { Model = model });
        using var channel = GrpcChannel.ForAddress($"http://{server.Grpc}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.Http}") };
        var scoring = new ScoringService.ScoringServiceClient(channel);

        var batch = await scoring.BatchScoreAsync(Batch(after));

        Assert.Empty(batch.Errors);
        Assert.Equal(5, batch.FormulaHashes.Count);
        for (var row = 0; row < after.Length; row++)
        {
            var alone = await scoring.ScoreAsync(Request(Since.AddDays(after[row])));
            var json = await JsonCalls.Score(http, Request(Since.AddDays(after[row])));
            Assert.Equal(alone, json);
            Assert.Equal(expected[row].HealthPoints, alone.HealthPoints);
            Assert.Equal(expected[row].ChurnProbability, alone.ChurnProbability);
            Assert.Equal(expected[row].FormulaHash, alone.FormulaHash);
            Assert.Equal(alone.HealthPoints, alone.Contributions.Sum(c => c.Points));
            Assert.Equal(alone.HealthPoints, batch.HealthPoints[row]);
            Assert.Equal(alone.ChurnProbability, batch.ChurnProbabilities[row]);
            Assert.Equal(alone.FormulaHash, batch.FormulaHashes[(int)batch.FormulaIndex[row]]);
        }
    }

    private static ScoreRequest Request(DateOnly asOf)
    {
        var request = Requests.Account(tenure: 5, contract: "Two year", logins: 9);
        (request.AsOf, request.Stage, request.PreviousStage) = (Text(asOf), "late", "early");
        request.StageSince = Text(Since);
        return request;
    }

    private static BatchScoreRequest Batch(int[] after)
    {
        var request = new BatchScoreRequest
        {
            Rows = (uint)after.Length,
            Stage = Same("late", after.Length),
            PreviousStage = Same("early", after.Length),
            StageSince = Same(Text(Since), after.Length),
            AsOf = new Codes(),
        };
        request.AsOf.Levels.AddRange(after.Select(day => Text(Since.AddDays(day))));
        request.AsOf.Codes_.AddRange(Enumerable.Range(1, after.Length).Select(code => (uint)code));
        request.Factors.Add(new FactorColumn { Factor = "tenure", Numbers = Numbers(5, after.Length) });
        request.Factors.Add(new FactorColumn { Factor = "logins_28d", Numbers = Numbers(9, after.Length) });
        request.Factors.Add(new FactorColumn { Factor = "contract", Codes = Same("Two year", after.Length) });
        return request;
    }

    private static Codes Same(string level, int rows)
    {
        var codes = new Codes { Levels = { level } };
        codes.Codes_.AddRange(Enumerable.Repeat(1u, rows));
        return codes;
    }

    private static Numbers Numbers(double number, int rows)
    {
        var numbers = new Numbers();
        numbers.Values.AddRange(Enumerable.Repeat(number, rows));
        return numbers;
    }

    private static Snapshot Snapshot(DateOnly asOf) =>
        new()
        {
            Account = "a-1",
            AsOf = asOf,
            Stage = "late",
            PreviousStage = "early",
            StageSince = Since,
            Values = [5, 2, 9, double.NaN],
        };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");

    private static HealthModel Staged()
    {
        var model = SmallModel.Make();
        var early = model.Formulas[0];
        var late = new HealthFormula(
            [early.Factors[0].With(Scaled(early.Factors[0].Table, 3, 5)), .. early.Factors[1..2], Rest(early)],
            intercept: 1,
            slope: 0.04,
            new BandThresholds(yellowFrom: 200_000_000, greenFrom: 600_000_000)
        )
        {
            Stage = "late",
        };
        return model with { Formulas = [early, late], FormulaHashes = [SmallModel.Hash, "1234567890ab"] };
    }

    /// <summary>Logins: 20 points and what tenure gave up.</summary>
    private static FormulaFactor Rest(HealthFormula early) =>
        early.Factors[2].With(Scaled(early.Factors[2].Table, 2, 1));

    private static PointsTable Scaled(PointsTable table, int by, int of) =>
        new(
            [.. table.Bins.Select(points => points / of * by)],
            table.Missing / of * by,
            table.MissingLearned,
            table.Other,
            table.Mean / of * by
        );
}
