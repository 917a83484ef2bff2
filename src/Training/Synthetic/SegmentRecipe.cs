using System.Collections.Immutable;

namespace HealthScore.Training.Synthetic;

/// <summary>One segment of the made-up business.</summary>
/// <param name="Name">As in the segment column.</param>
/// <param name="Share">Share of accounts.</param>
/// <param name="ArrMedian">Median annual value; the logarithm has a standard deviation of .5.</param>
/// <param name="Intercept">Log-odds of churn at a decision, every factor at its mean.</param>
/// <param name="HumanMultiplier">Of the weights of factors that need people: 10, 14-17, 26-30.</param>
/// <param name="UsageMultiplier">Of the weights of factors 1-9.</param>
/// <param name="PaymentMultiplier">Of the weight of payment lateness.</param>
internal sealed record SegmentRecipe(
    string Name,
    double Share,
    double ArrMedian,
    double Intercept,
    double HumanMultiplier,
    double UsageMultiplier,
    double PaymentMultiplier
)
{
    public static ImmutableArray<SegmentRecipe> All { get; } =
    [
        new("enterprise", 0.12, 120_000, -4.15, HumanMultiplier: 1.7, UsageMultiplier: 0.55, PaymentMultiplier: 1),
        new("midmarket", 0.28, 35_000, -3.45, HumanMultiplier: 1.2, UsageMultiplier: 1, PaymentMultiplier: 1),
        new("smb", 0.35, 8_000, -3.65, HumanMultiplier: 0.6, UsageMultiplier: 1.2, PaymentMultiplier: 1.4),
        new("selfserve", 0.25, 1_500, -4.38, HumanMultiplier: 0.25, UsageMultiplier: 1.5, PaymentMultiplier: 1.9),
    ];

    /// <summary>Enterprise 12 or 24 months, mid-market 12, SMB 12 in 60 of 100 and else 1, self-serve 1.</summary>
    public int TermMonths(double unit) =>
        Name switch
        {
            "enterprise" => unit < 0.5 ? 12 : 24,
            "midmarket" => 12,
            "smb" => unit < 0.6 ? 12 : 1,
            _ => 1,
        };
}
