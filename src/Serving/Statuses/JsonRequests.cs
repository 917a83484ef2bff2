using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace HealthScore.Serving.Statuses;

/// <summary>Refuses JSON with fields that no message has, which the transcoder would silently leave out.</summary>
internal sealed class JsonRequests(RequestDelegate next)
{
    /// <summary>The messages that an error's details may hold.</summary>
    public static TypeRegistry Details { get; } = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Details));

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } route
            ? Checked(context, route.MethodDescriptor.InputType)
            : next(context);

    private async Task Checked(HttpContext context, MessageDescriptor message)
    {
        try
        {
            var violations = HttpMethods.IsGet(context.Request.Method)
                ? Query(context.Request.Query, message)
                : Body(await Whole(context.Request), message);
            if (violations.Exist)
            {
                await Refuse(context, violations.ToStatus(), StatusCodes.Status400BadRequest);
                return;
            }
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            var status = new Google.Rpc.Status
            {
                Code = (int)Code.ResourceExhausted,
                Message = $"the request is larger than {ServerOptions.LargestMessage} bytes",
            };
            await Refuse(context, status, tooLarge.StatusCode);
            return;
        }

        await next(context);
    }

    private static async Task<ArraySegment<byte>> Whole(Microsoft.AspNetCore.Http.HttpRequest request)
    {
        var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy, request.HttpContext.RequestAborted);
        copy.Position = 0;
        request.Body = copy;
        return new ArraySegment<byte>(copy.GetBuffer(), 0, (int)copy.Length);
    }

    private static FieldViolations Body(ReadOnlySpan<byte> json, MessageDescriptor message)
    {
        try
        {
            return JsonFields.Check(json, message);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            var violations = new FieldViolations();
            violations.Add("body", $"is not JSON: {notJson.Message}");
            return violations;
        }
    }

    private static FieldViolations Query(IQueryCollection query, MessageDescriptor message)
    {
        var violations = new FieldViolations();
        foreach (var name in query.Keys.Where(name => JsonFields.Find(message, name) is null))
        {
            violations.Add(name, $"is no field of {message.Name}");
        }

        return violations;
    }

    private static Task Refuse(HttpContext context, Google.Rpc.Status status, int code)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Formatter.Format(status), context.RequestAborted);
    }
}
