using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace HealthScore.Serving;

/// <summary>A server that answers.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication app;

    internal RunningServer(WebApplication app, IPEndPoint grpc, IPEndPoint http)
    {
        this.app = app;
        Grpc = grpc;
        Http = http;
    }

    /// <summary>Where gRPC really listens.</summary>
    public IPEndPoint Grpc { get; }

    /// <summary>Where JSON really listens.</summary>
    public IPEndPoint Http { get; }

    /// <summary>Ends when the server has stopped: by <see cref="StopAsync"/>, Ctrl+C or SIGTERM.</summary>
    public Task WaitForStopAsync() => app.WaitForShutdownAsync();

    /// <summary>Takes no new calls, lets those under way end within the drain limit, then stops.</summary>
    public Task StopAsync() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
