using Google.Rpc;
using Grpc.Core;
using Any = Google.Protobuf.WellKnownTypes.Any;

namespace HealthScore.Serving.Statuses;

/// <summary>Everything wrong with one request, gathered before it is refused.</summary>
internal sealed class FieldViolations
{
    /// <summary>A request can be wrong in millions of places; this many are told.</summary>
    private const int MostTold = 50;

    private const string Domain = "healthscore";

    private List<BadRequest.Types.FieldViolation>? found;
    private int count;

    public bool Exist => count > 0;

    /// <param name="path">Such as <c>factors["logins_28d"]</c>.</param>
    /// <param name="sentence">What was found and what was expected.</param>
    public void Add(string path, string sentence)
    {
        count++;
        if (count <= MostTold)
        {
            found ??= [];
            found.Add(new BadRequest.Types.FieldViolation { Field = path, Description = sentence });
        }
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT with one violation per field.</exception>
    public void ThrowIfAny()
    {
        if (Exist)
        {
            throw ToStatus().ToRpcException();
        }
    }

    /// <summary>INVALID_ARGUMENT with BadRequest and ErrorInfo.</summary>
    public Google.Rpc.Status ToStatus()
    {
        var first = found![0];
        var others = count == 1 ? "" : $" (and {count - 1} more)";
        var details = new BadRequest();
        details.FieldViolations.AddRange(found);
        return new Google.Rpc.Status
        {
            Code = (int)Code.InvalidArgument,
            Message = $"{first.Field}: {first.Description}{others}",
            Details = { Any.Pack(details), Any.Pack(Info("INVALID_FIELD")) },
        };
    }

    /// <summary>The machine-readable cause of an error of ours.</summary>
    public static ErrorInfo Info(string reason) => new() { Reason = reason, Domain = Domain };
}
