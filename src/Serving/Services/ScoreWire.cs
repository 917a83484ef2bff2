using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;

namespace HealthScore.Serving.Services;

/// <summary>
/// Score over gRPC without a message object per factor: messages are what a call costs. The ordinary request is read
/// where it stands; any other goes through the generated parser and <see cref="ScoreMapping"/>, which tell what is
/// wrong. The answer has the very bytes of ScoreMapping's.
/// </summary>
internal sealed class ScoreWire(ServedModel served)
{
    public Task<WireMessage> Score(WireMessage request, ServerCallContext context)
    {
        try
        {
            var (snapshot, mode) = ScoreRequestReader.Read(request.Bytes, served.Model) ?? Parsed(request.Bytes);
            var health = HealthScorer.Score(snapshot, served.Model);
            return Task.FromResult(ScoreResponseWriter.Write(health, snapshot, mode, served));
        }
        finally
        {
            request.Return();
        }
    }

    private (Core.Accounts.Snapshot Snapshot, Contributions Mode) Parsed(ReadOnlySpan<byte> bytes)
    {
        var request = ScoreRequest.Parser.ParseFrom(bytes);
        return (ScoreMapping.SnapshotOf(request, served), request.Contributions);
    }
}

/// <summary>Where ScoreWire answers: no generated class binds a method that has no messages.</summary>
internal sealed class ScoreWireMethod : IServiceMethodProvider<ScoreWire>
{
    private static readonly Method<WireMessage, WireMessage> Score = new(
        MethodType.Unary,
        ScoringService.Descriptor.FullName,
        nameof(Score),
        WireMessage.Marshaller,
        WireMessage.Marshaller
    );

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ScoreWire> context) =>
        context.AddUnaryMethod(Score, [], (service, request, call) => service.Score(request, call));
}
