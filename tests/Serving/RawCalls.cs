using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;

namespace HealthScore.Serving.Tests;

/// <summary>gRPC by hand: whatever bytes a test wants on the wire.</summary>
internal static class RawCalls
{
    public const string ScoreMethod = "/healthscore.v1.ScoringService/Score";

    public static HttpClient Client(IPEndPoint server) =>
        new() { BaseAddress = new Uri($"http://{server}"), Timeout = TimeSpan.FromSeconds(60) };

    public static HttpRequestMessage Request(string method, HttpContent body)
    {
        body.Headers.ContentType ??= new MediaTypeHeaderValue("application/grpc");
        return new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
            Headers = { { "te", "trailers" }, { "grpc-encoding", "gzip" } },
        };
    }

    /// <summary>Status and message of a unary call with this body.</summary>
    public static async Task<Status> Call(HttpClient client, byte[] body, string method = ScoreMethod)
    {
        using var request = Request(method, new ByteArrayContent(body));
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var code = First(response, "grpc-status") ?? throw new InvalidOperationException($"HTTP {response.StatusCode}");
        var message = Uri.UnescapeDataString(First(response, "grpc-message") ?? "");
        return new Status((StatusCode)int.Parse(code), message);
    }

    public static byte[] Frame(byte[] message, byte compressed = 0, uint? declaredLength = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = compressed;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), declaredLength ?? (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    private static string? First(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First()
        : response.TrailingHeaders.TryGetValues(name, out var trailing) ? trailing.First()
        : null;
}
