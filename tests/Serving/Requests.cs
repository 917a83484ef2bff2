using HealthScore.Api.V1;

namespace HealthScore.Serving.Tests;

internal static class Requests
{
    /// <summary>Null is not measured: no entry.</summary>
    public static ScoreRequest Account(double? tenure, string? contract, double? logins)
    {
        var request = new ScoreRequest { AccountId = "a-1", AsOf = "2026-01-31" };
        if (tenure is { } months)
        {
            request.Factors.Add("tenure", new FactorValue { Number = months });
        }

        if (contract is not null)
        {
            request.Factors.Add("contract", new FactorValue { Category = contract });
        }

        if (logins is { } count)
        {
            request.Factors.Add("logins_28d", new FactorValue { Number = count });
        }

        return request;
    }
}
