using System.Net;
using Grpc.Net.Client;
using HealthScore.Api.V1;

[assembly: AssemblyFixture(typeof(HealthScore.Serving.Tests.ServerFixture))]

namespace HealthScore.Serving.Tests;

/// <summary>One server of the small model on free loopback ports, and its clients.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private RunningServer? server;

    public GrpcChannel Channel { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public RunningServer Server => server!;

    public ScoringService.ScoringServiceClient Scoring { get; private set; } = null!;

    public ModelService.ModelServiceClient Models { get; private set; } = null!;

    internal static ServerOptions Options { get; } =
        new()
        {
            Model = SmallModel.Make(),
            MetricsJson = """{"rows":3}""",
            Grpc = new IPEndPoint(IPAddress.Loopback, 0),
            Http = new IPEndPoint(IPAddress.Loopback, 0),
        };

    public async ValueTask InitializeAsync()
    {
        server = await HealthScore.Serving.Server.StartAsync(Options);
        Channel = GrpcChannel.ForAddress(
            $"http://{server.Grpc}",
            new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20, MaxSendMessageSize = 512 << 20 }
        );
        Http = new HttpClient { BaseAddress = new Uri($"http://{server.Http}") };
        Scoring = new ScoringService.ScoringServiceClient(Channel);
        Models = new ModelService.ModelServiceClient(Channel);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Http.Dispose();
        await server!.DisposeAsync();
    }
}
