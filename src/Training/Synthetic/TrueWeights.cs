using System.Collections.Immutable;

namespace HealthScore.Training.Synthetic;

/// <summary>What the made-up customers truly decide by: the answer that a fit is held against.</summary>
public static class TrueWeights
{
    /// <summary>An account is in its first phase while it has been a customer for less than this.</summary>
    public const int FirstPhaseMonths = 6;

    /// <summary>Log-odds that the first phase adds.</summary>
    internal const double FirstPhaseLogOdds = 0.3;

    /// <summary>Of max(0, -licence utilisation) x max(0, -champion strength), in goodness.</summary>
    internal const double Interaction = 0.5;

    private static readonly ImmutableHashSet<string> Human =
    [
        "exec_active_users",
        "days_since_touch",
        "comms_response_rate",
        "email_open_rate",
        "marketing_event_touches_90d",
        "referrals_12m",
        "csm_pulse",
        "relationship_quality",
        "outcome_attainment",
        "champion_strength",
    ];

    private static readonly ImmutableDictionary<string, double> FirstPhase = new Dictionary<string, double>
    {
        ["onboarding_milestones_pct"] = 5,
        ["invited_seats_pct"] = 5,
        ["days_since_touch"] = 2,
        ["license_utilization"] = 0.4,
        ["key_feature_change"] = 0.4,
        ["tenure_months"] = 0,
        ["renewals_completed"] = 0,
        ["upsells_completed_24m"] = 0,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Keys of the factors, in the order of the columns.</summary>
    public static ImmutableArray<string> Factors { get; } = [.. FactorRecipes.All.Select(factor => factor.Key)];

    /// <summary>Names of the segments.</summary>
    public static ImmutableArray<string> Segments { get; } = [.. SegmentRecipe.All.Select(segment => segment.Name)];

    /// <summary>
    /// Log-odds of churn lost by one unit of goodness of each factor, in the order of <see cref="Factors"/>.
    /// </summary>
    /// <param name="segment">One of <see cref="Segments"/>.</param>
    /// <param name="phase">First six months, or later.</param>
    public static ImmutableArray<double> Of(string segment, LifePhase phase)
    {
        var recipe = SegmentRecipe.All.Single(s => s.Name == segment);
        return
        [
            .. FactorRecipes.All.Select(
                (factor, j) =>
                    factor.Weight
                    * (Human.Contains(factor.Key) ? recipe.HumanMultiplier : 1)
                    * (j < 9 ? UsageMultiplier(factor.Key, recipe) : 1)
                    * (factor.Key == "payment_lateness" ? recipe.PaymentMultiplier : 1)
                    * (phase == LifePhase.FirstSixMonths ? FirstPhase.GetValueOrDefault(factor.Key, 1) : 1)
            ),
        ];
    }

    private static double UsageMultiplier(string factor, SegmentRecipe segment) =>
        factor == "active_users_28d" && segment.Name == "enterprise" ? 0.2 : segment.UsageMultiplier;
}

/// <summary>Weights differ between a customer's first six months and later.</summary>
public enum LifePhase
{
    FirstSixMonths,
    Later,
}
