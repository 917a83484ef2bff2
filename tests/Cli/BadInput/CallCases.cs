using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using HealthScore.Api.V1;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Calls that a server cannot answer, as bytes on the wire.</summary>
internal static class CallCases
{
    private const string Chapter = "Calls";
    private const int InvalidArgument = 3;
    private const int ResourceExhausted = 8;
    private const int Unimplemented = 12;

    public static IEnumerable<BadInputCase> All =>
        [
            Grpc("a message that is no ScoreRequest", "Score", InvalidArgument, [0xFF, 0xFF, 0xFF]),
            Grpc("a message of 65 MiB", "Score", ResourceExhausted, new byte[65 << 20]),
            Grpc("a method that is not there", "Guess", Unimplemented, []),
            Score("NaN as a factor", With("tenure", new FactorValue { Number = double.NaN })),
            Score("Infinity as a factor", With("tenure", new FactorValue { Number = double.PositiveInfinity })),
            Score("a factor that the model does not have", With("tenur", new FactorValue { Number = 3 })),
            Score("text for a number", With("tenure", new FactorValue { Category = "three" })),
            Score("a number for a level", With("contract", new FactorValue { Number = 2 })),
            Score("a level never seen, under STRICT", Strict("contract", new FactorValue { Category = "Three year" })),
            Score("an as_of that is no date", new ScoreRequest { AccountId = "A-1", AsOf = "31.03.2026" }),
            Batch("a batch of no rows", new BatchScoreRequest()),
            Batch("columns of different length", Uneven()),
            Json("JSON that is cut off", "/v1:score", "{\"accountId\": \"A-1\", ", 400),
            Json("a JSON field that is not there", "/v1:score", "{\"acountId\": \"A-1\"}", 400),
            Json("JSON with NaN as a factor", "/v1:score", "{\"factors\": {\"tenure\": {\"number\": \"NaN\"}}}", 400),
            Json("a route that is not there", "/v1:guess", "{}", 404),
        ];

    private static ScoreRequest With(string factor, FactorValue value) =>
        new() { AccountId = "A-1", Factors = { [factor] = value } };

    private static ScoreRequest Strict(string factor, FactorValue value)
    {
        var request = With(factor, value);
        request.Validation = Validation.Strict;
        return request;
    }

    private static BatchScoreRequest Uneven() =>
        new()
        {
            Rows = 2,
            Factors =
            {
                new FactorColumn
                {
                    Factor = "tenure",
                    Numbers = new Numbers { Values = { 1, 2, 3 } },
                },
            },
        };

    private static BadInputCase Score(string name, ScoreRequest request) =>
        Grpc(name, "Score", InvalidArgument, request.ToByteArray());

    private static BadInputCase Batch(string name, BatchScoreRequest request) =>
        Grpc(name, "BatchScore", InvalidArgument, request.ToByteArray());

    private static BadInputCase Grpc(string name, string method, int status, byte[] message) =>
        new(
            Chapter,
            name,
            $"gRPC {method}",
            Words(status),
            place => Call(place, server => Grpc(server, method, message))
        );

    private static BadInputCase Json(string name, string route, string body, int code) =>
        new(Chapter, name, $"POST {route}", $"HTTP {code}", place => Call(place, server => Json(server, route, body)));

    private static async Task<Answer> Call(Workplace place, Func<RunningServer, Task<Answer>> call)
    {
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        var model = ModelDirectory.Read(place["model"]).Model;
        await using var server = await Server.StartAsync(
            new ServerOptions
            {
                Model = model,
                Grpc = free,
                Http = free,
            }
        );
        var answer = await call(server);
        await server.StopAsync();
        return answer;
    }

    private static async Task<Answer> Grpc(RunningServer server, string method, byte[] message)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"http://{server.Grpc}/healthscore.v1.ScoringService/{method}"
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Framed(message)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = int.Parse(Header(response, "grpc-status"), provider: null);
        return new Answer(Words(status), Uri.UnescapeDataString(Header(response, "grpc-message")));
    }

    private static async Task<Answer> Json(RunningServer server, string route, string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"http://{server.Http}{route}"), content);
        var text = await response.Content.ReadAsStringAsync();
        var sentence =
            text.Length == 0
                ? "(an empty answer)."
                : JsonDocument.Parse(text).RootElement.GetProperty("message").GetString()!;
        return new Answer($"HTTP {(int)response.StatusCode}", sentence);
    }

    /// <summary>Not compressed, the length in four bytes, the message.</summary>
    private static byte[] Framed(byte[] message)
    {
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailing) ? trailing.First()
        : response.Headers.TryGetValues(name, out var leading) ? leading.First()
        : "";

    private static string Words(int status) =>
        status switch
        {
            InvalidArgument => "INVALID_ARGUMENT",
            ResourceExhausted => "RESOURCE_EXHAUSTED",
            Unimplemented => "UNIMPLEMENTED",
            _ => $"status {status}",
        };
}
