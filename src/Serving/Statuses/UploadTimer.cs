using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace HealthScore.Serving.Statuses;

/// <summary>
/// Ends a unary call that is not answered in time, and no other call of its connection. Without a deadline nothing
/// else would end a stalled upload. Streams live as long as their client wants.
/// </summary>
internal sealed class UploadTimer(RequestDelegate next, ServerOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var method = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        if (method is { Type: not MethodType.Unary })
        {
            await next(context);
            return;
        }

        await using var timer = options.Time.CreateTimer(
            static state => ((HttpContext)state!).Abort(),
            context,
            options.UploadLimit,
            Timeout.InfiniteTimeSpan
        );
        await next(context);
    }
}
