using System.Text;
using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Serving.Statuses;
using StatusCode = Grpc.Core.StatusCode;

namespace HealthScore.Serving.Services;

/// <summary>What Score and BatchScore ask of a request alike.</summary>
internal static class RequestChecks
{
    public const string NoticeWithoutDay = "stands without as_of; expected both, or neither";

    /// <summary>The segment and the stage of an account that names none.</summary>
    public const string Any = "all";

    private const int MostAccountBytes = 128;

    /// <summary>Null where the id is short enough.</summary>
    public static string? AccountFault(string account) =>
        Encoding.UTF8.GetByteCount(account) > MostAccountBytes ? $"is longer than {MostAccountBytes} bytes" : null;

    public static string NoFormula(string segment, string stage) =>
        $"is {FactorChecks.Quoted(segment)}, stage {FactorChecks.Quoted(stage)}; the model has no formula for them";

    public static void Modes(Contributions contributions, Validation validation, FieldViolations violations)
    {
        if (!Enum.IsDefined(contributions))
        {
            violations.Add("contributions", $"is {(int)contributions}; expected NONE, TOP or ALL");
        }

        if (!Enum.IsDefined(validation))
        {
            violations.Add("validation", $"is {(int)validation}; expected LENIENT or STRICT");
        }
    }

    /// <exception cref="RpcException">UNIMPLEMENTED: there is nowhere to record.</exception>
    public static void Unrecorded(bool record)
    {
        if (record)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "record: there is no score history yet"));
        }
    }
}
