using System.Collections.Immutable;

namespace HealthScore.Training.Synthetic;

/// <summary>What to make.</summary>
/// <param name="Accounts">How many customers, 1 or more.</param>
/// <param name="Months">How long they are watched, 13 or more: an annual contract decides in its eighth month and is
/// known in its twelfth.</param>
/// <param name="Seed">The same seed makes the same bytes.</param>
public sealed record GeneratorSettings(int Accounts, int Months, ulong Seed)
{
    public const int LeastMonths = 13;

    /// <summary>The first month watched; all dates follow from it.</summary>
    public static DateOnly FirstMonth { get; } = new(2023, 1, 1);
}

/// <summary>What does not change about a made-up customer.</summary>
public sealed record GeneratedAccount
{
    public required string Id { get; init; }

    public required string Segment { get; init; }

    /// <summary>1, 12 or 24.</summary>
    public required int TermMonths { get; init; }

    /// <summary>Month of the first contract, 0 being the first watched.</summary>
    public required int StartMonth { get; init; }

    /// <summary>Annual value.</summary>
    public required decimal Arr { get; init; }

    public required string Region { get; init; }

    public required string Industry { get; init; }

    public required string ProductLine { get; init; }

    public required string Csm { get; init; }

    /// <summary>The account this one belongs to; null for nine in ten.</summary>
    public required string? Parent { get; init; }
}

/// <summary>One decision to stay or leave: a row of the data, and the truth behind it.</summary>
public sealed record GeneratedDecision
{
    public required GeneratedAccount Account { get; init; }

    /// <summary>Last day of the month of the decision; values are as known then.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The day the decision takes effect: four months later, one for monthly terms.</summary>
    public required DateOnly RenewsOn { get; init; }

    public required string Stage { get; init; }

    public required LifePhase Phase { get; init; }

    /// <summary>Raw values in the order of <see cref="TrueWeights.Factors"/>; NaN where not measured.</summary>
    public required double[] Values { get; init; }

    /// <summary>
    /// Truth: goodness of each factor, the mean of the last three months; 1 is about one standard deviation.
    /// </summary>
    public required double[] Goodness { get; init; }

    /// <summary>Truth: log-odds that this customer decides to leave.</summary>
    public required double LogOdds { get; init; }

    /// <summary>Truth: what was decided.</summary>
    public required bool Leaves { get; init; }

    /// <summary>What the data show: null where the decision takes effect after the last month watched.</summary>
    public required bool? Churned { get; init; }
}

/// <summary>A made-up business.</summary>
/// <param name="Settings">That it was made from.</param>
/// <param name="Decisions">By account, then by date.</param>
public sealed record GeneratedData(GeneratorSettings Settings, ImmutableArray<GeneratedDecision> Decisions);
