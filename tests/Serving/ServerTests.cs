using System.Net;
using System.Net.Sockets;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using HealthScore.Api.V1;

namespace HealthScore.Serving.Tests;

public class ServerTests(ServerFixture fixture)
{
    [Theory]
    [InlineData("127.0.0.1:5151", "127.0.0.1", 5151)]
    [InlineData("localhost:0", "127.0.0.1", 0)]
    [InlineData("[::1]:65535", "::1", 65535)]
    public void A_loopback_address_is_listened_on(string text, string address, int port) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), ListenAddress.Parse(text));

    [Theory]
    [InlineData("0.0.0.0:5151")]
    [InlineData("192.0.2.1:80")]
    [InlineData("[::]:1")]
    public void Another_address_is_refused_with_the_reason(string text)
    {
        var refused = Assert.Throws<ServerException>(() => ListenAddress.Parse(text));

        Assert.StartsWith($"{text} is refused: there is no TLS and there are no keys yet", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5151")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("example.org:80")]
    public void What_is_no_address_is_refused_with_an_example(string text)
    {
        var refused = Assert.Throws<ServerException>(() => ListenAddress.Parse(text));

        Assert.Equal(
            $"'{text}' is no address to listen on; expected ADDRESS:PORT such as 127.0.0.1:5151.",
            refused.Message
        );
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<ServerException>(() =>
            Server.StartAsync(ServerFixture.Options with { Grpc = new IPEndPoint(IPAddress.Loopback, port) })
        );

        Assert.Equal(
            $"gRPC cannot listen on 127.0.0.1:{port}: another program already listens there; choose another port, "
                + "or port 0 for a free one.",
            refused.Message
        );
    }

    [Fact]
    public async Task One_port_for_both_is_refused_before_anything_listens()
    {
        var both = new IPEndPoint(IPAddress.Loopback, 5151);

        var refused = await Assert.ThrowsAsync<ServerException>(() =>
            Server.StartAsync(ServerFixture.Options with { Grpc = both, Http = both })
        );

        Assert.Equal(
            "gRPC and JSON cannot both listen on 127.0.0.1:5151; choose another port for one, or port 0 for a "
                + "free one.",
            refused.Message
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("model")]
    [InlineData("healthscore.v1.ScoringService")]
    [InlineData("healthscore.v1.ModelService")]
    public async Task Health_is_told_for_the_server_the_model_and_each_service(string service)
    {
        var health = new Health.HealthClient(fixture.Channel);

        var answer = await health.CheckAsync(new HealthCheckRequest { Service = service });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task Health_of_an_unknown_service_is_not_found()
    {
        var health = new Health.HealthClient(fixture.Channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.CheckAsync(new HealthCheckRequest { Service = "nobody" })
        );

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Reflection_lists_the_services_and_gives_their_files()
    {
        var reflection = new ServerReflection.ServerReflectionClient(fixture.Channel);
        using var call = reflection.ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await call.ResponseStream.MoveNext();
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToArray();
        await call.RequestStream.WriteAsync(
            new ServerReflectionRequest { FileContainingSymbol = "healthscore.v1.ScoringService" }
        );
        await call.ResponseStream.MoveNext();
        var files = call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto;
        await call.RequestStream.CompleteAsync();

        Assert.Contains("healthscore.v1.ScoringService", services);
        Assert.Contains("healthscore.v1.ModelService", services);
        Assert.Contains("grpc.health.v1.Health", services);
        var names = files.Select(file => FileDescriptorProto.Parser.ParseFrom(file).Name);
        Assert.Contains("healthscore/v1/scoring.proto", names);
    }

    [Fact]
    public async Task A_stalled_upload_is_ended_and_other_calls_of_its_connection_live_on()
    {
        var limit = TimeSpan.FromMilliseconds(300);
        await using var server = await Server.StartAsync(ServerFixture.Options with { UploadLimit = limit });
        using var client = RawCalls.Client(server.Grpc);
        using var stalled = new StalledContent();
        using var request = RawCalls.Request(RawCalls.ScoreMethod, stalled);

        var call = client.SendAsync(request);
        await stalled.Started;
        var other = await RawCalls.Call(client, RawCalls.Frame(Requests.Account(30, "One year", 4)));

        await Assert.ThrowsAsync<HttpRequestException>(async () => await call);
        Assert.Equal(StatusCode.OK, other.StatusCode);
        var later = await RawCalls.Call(client, RawCalls.Frame(Requests.Account(30, "One year", 4)));
        Assert.Equal(StatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task A_stop_lets_the_calls_under_way_end_and_takes_no_new_ones()
    {
        await using var server = await Server.StartAsync(ServerFixture.Options);
        using var client = RawCalls.Client(server.Grpc);
        using var slow = new StalledContent(RawCalls.Frame(Requests.Account(30, "One year", 4)));
        using var request = RawCalls.Request(RawCalls.ScoreMethod, slow);
        var underWay = client.SendAsync(request);
        await slow.Started;

        var stop = server.StopAsync();
        slow.Finish();
        using var answer = await underWay;
        var body = await answer.Content.ReadAsByteArrayAsync();
        await stop;

        var message = ScoreResponse.Parser.ParseFrom(body.AsSpan(5));
        Assert.Equal(1_000_000_000, message.HealthPoints);
        using var channel = GrpcChannel.ForAddress($"http://{server.Grpc}");
        var late = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ScoringService.ScoringServiceClient(channel).ScoreAsync(new ScoreRequest())
        );
        Assert.Equal(StatusCode.Unavailable, late.StatusCode);
    }

    [Fact]
    public async Task An_oversize_message_is_refused_and_the_server_goes_on()
    {
        var huge = new ScoreRequest { RequestId = new string('x', (64 << 20) + 1) };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await fixture.Scoring.ScoreAsync(huge));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        var next = await fixture.Scoring.ScoreAsync(Requests.Account(30, "One year", 4));
        Assert.Equal(1_000_000_000, next.HealthPoints);
    }

    /// <summary>Says that it begins, and sends nothing more until it is told to finish.</summary>
    private sealed class StalledContent(byte[]? body = null) : HttpContent
    {
        private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => started.Task;

        public void Finish() => finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync((body ?? new byte[3]).AsMemory(0, 3));
            await stream.FlushAsync();
            started.SetResult();
            await finish.Task;
            await stream.WriteAsync((body ?? new byte[3]).AsMemory(3));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
