namespace HealthScore.Training.Configuration;

/// <summary>How the bands are cut: exactly one of the four rules is set.</summary>
public sealed record BandRule
{
    public static BandRule Usual { get; } =
        new()
        {
            Cost = new(
                Red: new(Acceptance: 0.30, Offer: 0.05, Contact: 0.005),
                Yellow: new(Acceptance: 0.10, Offer: 0.00, Contact: 0.005)
            ),
        };

    public CostRule? Cost { get; init; }

    public FixedRule? Fixed { get; init; }

    public CapacityRule? Capacity { get; init; }

    public MissedChurnRule? MissedChurn { get; init; }

    /// <summary>A context column by which thresholds differ.</summary>
    public string? By { get; init; }
}

/// <summary>A band starts where acting on it begins to pay.</summary>
public sealed record CostRule(ActionCost Red, ActionCost Yellow);

/// <summary>What acting on one account is worth and costs, in shares of its yearly value.</summary>
/// <param name="Acceptance">Share of leaving customers who stay when acted upon, 0..1.</param>
/// <param name="Offer">Cost of the concession to one who takes it.</param>
/// <param name="Contact">Cost of getting in touch.</param>
public sealed record ActionCost(double Acceptance, double Offer, double Contact);

/// <summary>Churn probabilities, 0..1, from which an account is red or yellow.</summary>
public sealed record FixedRule(double RedFrom, double YellowFrom);

/// <summary>How many accounts can be acted upon.</summary>
public sealed record CapacityRule(int Red, int Yellow);

/// <summary>Red holds all but a few of those who leave.</summary>
/// <param name="Most">Upper 95 % bound of the share of churned accounts that are not red, 0..1.</param>
/// <param name="Yellow">Below red, yellow starts where a cheap action begins to pay.</param>
public sealed record MissedChurnRule(double Most, ActionCost Yellow);
