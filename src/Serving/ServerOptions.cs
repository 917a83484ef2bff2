using System.Net;
using HealthScore.Core.Formula;

namespace HealthScore.Serving;

/// <summary>What a server serves, and where.</summary>
public sealed record ServerOptions
{
    public required HealthModel Model { get; init; }

    /// <summary>metrics.json of the model directory; empty for a model that is in none.</summary>
    public string MetricsJson { get; init; } = "";

    /// <summary>gRPC over HTTP/2 without TLS; port 0 takes a free one.</summary>
    public IPEndPoint Grpc { get; init; } = new(IPAddress.Loopback, DefaultGrpcPort);

    /// <summary>The same methods as JSON over HTTP/1.1; port 0 takes a free one.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, DefaultHttpPort);

    /// <summary>A unary call not answered after this long (a stalled upload) is ended, no other with it.</summary>
    public TimeSpan UploadLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stop waits for the calls under way.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Drives every timer of ours.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    public const int DefaultGrpcPort = 5151;

    public const int DefaultHttpPort = 5150;

    /// <summary>Largest message in either direction, in bytes: 100,000 rows of a wide model.</summary>
    internal const int LargestMessage = 64 * 1024 * 1024;

    internal const int MostBatchRows = 100_000;

    /// <summary>Calls at once on one connection; beyond it a call waits at the client.</summary>
    internal const int MostStreamsPerConnection = 10_000;
}
