using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace HealthScore.Serving.Statuses;

/// <summary>Our own mistakes leave as INTERNAL with an id that stands in the log, and nothing else.</summary>
internal sealed class HandlerErrors(ILogger<HandlerErrors> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            return await continuation(request, context);
        }
        catch (InvalidProtocolBufferException unparsable)
        {
            throw FrameworkErrors.Unparsable(unparsable.Message).ToRpcException();
        }
        catch (Exception mistake)
            when (mistake is not RpcException && !context.CancellationToken.IsCancellationRequested)
        {
            throw Internal(mistake, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            await continuation(requests, responses, context);
        }
        catch (InvalidProtocolBufferException unparsable)
        {
            throw FrameworkErrors.Unparsable(unparsable.Message).ToRpcException();
        }
        catch (Exception mistake)
            when (mistake is not (RpcException or IOException) && !context.CancellationToken.IsCancellationRequested)
        {
            throw Internal(mistake, context);
        }
    }

    private RpcException Internal(Exception mistake, ServerCallContext context)
    {
        var id = context.GetHttpContext().TraceIdentifier;
        log.LogError(mistake, "Internal error {Id} in {Method}", id, context.Method);
        var info = FieldViolations.Info("INTERNAL_ERROR");
        info.Metadata.Add("id", id);
        return new Google.Rpc.Status
        {
            Code = (int)Code.Internal,
            Message = $"internal error {id}",
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(info) },
        }.ToRpcException();
    }
}
