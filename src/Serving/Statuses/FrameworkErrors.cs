using Google.Protobuf;
using Google.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HealthScore.Serving.Statuses;

/// <summary>
/// Gives the framework's UNKNOWN its true status. A request is read and parsed before interceptors run, so its errors
/// are mended here, in the headers that are not sent yet.
/// </summary>
internal sealed class FrameworkErrors(RequestDelegate next, ILogger<FrameworkErrors> log)
{
    private const string Unknown = "2";

    public Task InvokeAsync(HttpContext context)
    {
        var call = next(context);
        return call.IsCompletedSuccessfully ? Mend(context) : Awaited(call, context);
    }

    /// <summary>A message that does not parse is the caller's to mend.</summary>
    public static Google.Rpc.Status Unparsable(string reason) =>
        new()
        {
            Code = (int)Code.InvalidArgument,
            Message = $"the request does not parse: {reason}",
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(FieldViolations.Info("UNPARSABLE")) },
        };

    private async Task Awaited(Task call, HttpContext context)
    {
        await call;
        await Mend(context);
    }

    private Task Mend(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isOver = context.Response.HasStarted || context.RequestAborted.IsCancellationRequested;
        if (isOver || headers.GrpcStatus != Unknown)
        {
            return Task.CompletedTask;
        }

        var status = Known(Uri.UnescapeDataString(headers.GrpcMessage.ToString()));
        if (status.Code == (int)Code.Internal)
        {
            log.LogWarning("Broken call {Id}: {Reason}", context.TraceIdentifier, status.Message);
        }

        headers.GrpcStatus = status.Code.ToString();
        headers.GrpcMessage = Uri.EscapeDataString(status.Message);
        headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        return Task.CompletedTask;
    }

    private static Google.Rpc.Status Known(string detail)
    {
        var reason = detail[(detail.IndexOf(": ", StringComparison.Ordinal) + 1)..].Trim();
        if (detail.Contains(nameof(InvalidProtocolBufferException), StringComparison.Ordinal))
        {
            return Unparsable(reason);
        }

        return detail.Contains("too large", StringComparison.Ordinal)
            ? new Google.Rpc.Status { Code = (int)Code.ResourceExhausted, Message = "the message is too large" }
            : new Google.Rpc.Status { Code = (int)Code.Internal, Message = $"broken frame: {reason}" };
    }
}
