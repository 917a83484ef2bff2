using System.Net;
using Grpc.Net.Client;
using HealthScore.Api.V1;
using HealthScore.Core.Formula;
using Band = HealthScore.Api.V1.Band;

namespace HealthScore.Serving.Tests.Services;

/// <summary>
/// Thresholds that differ by industry, asked of a running server: 40 and 70 for all, 50 and 80 in retail, and in media
/// no
/// health is green. The account asked for has 75 points.
/// </summary>
public sealed class ContextBandsAnswerTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private GrpcChannel channel = null!;
    private HttpClient http = null!;
    private ScoringService.ScoringServiceClient scoring = null!;

    private static HealthModel Model
    {
        get
        {
            var model = SmallModel.Make();
            var plain = model.Formulas[0];
            return model with
            {
                Formulas =
                [
                    new HealthFormula(plain.Factors, plain.Intercept, plain.Slope, plain.Bands)
                    {
                        LeftOut = plain.LeftOut,
                        BandsBy =
                        [
                            new ContextBands("Media", new BandThresholds(yellowFrom: 500_000_000, greenFrom: null)),
                            new ContextBands("Retail", new BandThresholds(500_000_000, 800_000_000)),
                        ],
                    },
                ],
                Rules = model.Rules with { BandsBy = "industry" },
                Input = model.Input with { Context = model.Input.Context.Add("industry", "Industry") },
            };
        }
    }

    public async ValueTask InitializeAsync()
    {
        server = await Server.StartAsync(
            new ServerOptions
            {
                Model = Model,
                MetricsJson = "{}",
                Grpc = new IPEndPoint(IPAddress.Loopback, 0),
                Http = new IPEndPoint(IPAddress.Loopback, 0),
            }
        );
        channel = GrpcChannel.ForAddress($"http://{server.Grpc}");
        http = new HttpClient { BaseAddress = new Uri($"http://{server.Http}") };
        scoring = new ScoringService.ScoringServiceClient(channel);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        http.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [Trait("Requirement", "000-18")]
    [InlineData("Retail", Band.Yellow)]
    [InlineData("Media", Band.Yellow)]
    [InlineData("Farming", Band.Green)]
    [InlineData("retail", Band.Green)]
    [InlineData(null, Band.Green)]
    public async Task The_band_of_an_answer_is_that_of_its_context_alone_in_a_batch_and_as_JSON(
        string? industry,
        Band band
    )
    {
        var request = Account(industry);

        var alone = await scoring.ScoreAsync(request);
        var json = await JsonCalls.Score(http, request);
        var batch = await scoring.BatchScoreAsync(Batch(industry));

        Assert.Equal((750_000_000, band), (alone.HealthPoints, alone.Band));
        Assert.Equal(alone, json);
        Assert.Equal([band], batch.Bands);
        Assert.Equal(alone.ChurnProbability, batch.ChurnProbabilities[0]);
    }

    /// <summary>Nothing but the band differs; another context than industry does not count.</summary>
    [Fact]
    public async Task Rows_of_a_batch_have_the_band_of_their_own_context()
    {
        var request = Batch("Retail", "Farming", "Media", null);
        request.Context.Add("region", new Codes { Levels = { "Retail" }, Codes_ = { 1, 1, 1, 1 } });

        var answer = await scoring.BatchScoreAsync(request);

        Assert.Equal([Band.Yellow, Band.Green, Band.Yellow, Band.Green], answer.Bands);
        Assert.Single(answer.HealthPoints.Distinct());
        Assert.Single(answer.ChurnProbabilities.Distinct());
        Assert.Single(answer.FormulaHashes);
    }

    [Fact]
    public async Task A_batch_without_the_context_has_the_common_bands() =>
        Assert.Equal([Band.Green], (await scoring.BatchScoreAsync(Batch())).Bands);

    private static ScoreRequest Account(string? industry)
    {
        var request = Requests.Account(tenure: 30, contract: "Month-to-month", logins: 3.25);
        if (industry is not null)
        {
            request.Context.Add("industry", industry);
        }

        return request;
    }

    private static BatchScoreRequest Batch(params string?[] industries)
    {
        var rows = Math.Max(1, industries.Length);
        string[] levels = ["Retail", "Media", "Farming", "retail"];
        var request = new BatchScoreRequest
        {
            Rows = (uint)rows,
            Factors =
            {
                new FactorColumn
                {
                    Factor = "tenure",
                    Numbers = new Numbers { Values = { Repeat(30.0) } },
                },
                new FactorColumn
                {
                    Factor = "contract",
                    Codes = new Codes { Levels = { "Month-to-month" }, Codes_ = { Repeat(1u) } },
                },
                new FactorColumn
                {
                    Factor = "logins_28d",
                    Numbers = new Numbers { Values = { Repeat(3.25) } },
                },
            },
        };
        if (industries.Length > 0)
        {
            var codes = industries.Select(industry => (uint)(Array.IndexOf(levels, industry) + 1));
            request.Context.Add("industry", new Codes { Levels = { levels }, Codes_ = { codes } });
        }

        return request;

        IEnumerable<T> Repeat<T>(T value) => Enumerable.Repeat(value, rows);
    }
}
