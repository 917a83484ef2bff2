using System.Collections.Immutable;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>Whether a score was given, and how far it can be trusted.</summary>
public enum ScoreStatus
{
    Scored,

    /// <summary>Scored, but less of the weight was measured than the rules ask for.</summary>
    LowConfidence,

    /// <summary>Not scored: too little was measured, or a value was invalid.</summary>
    Withheld,

    /// <summary>Not scored: the customer has already given notice.</summary>
    InNotice,
}

/// <summary>What one factor added.</summary>
/// <param name="Factor">The factor's key.</param>
/// <param name="Entry">Entry of the factor's bins that the value fell in.</param>
/// <param name="Measured">False where missing or a level never seen.</param>
/// <param name="Points">Points added, in 10^-7.</param>
/// <param name="MeanPoints">The formula's training mean of them, in 10^-7.</param>
/// <param name="Weight">Share of the achievable points, 0..1.</param>
/// <param name="SubScore">What the value is worth, 0..100.</param>
public readonly record struct Contribution(
    string Factor,
    int Entry,
    bool Measured,
    int Points,
    int MeanPoints,
    double Weight,
    double SubScore
);

/// <summary>Sum of the contributions of one pillar.</summary>
/// <param name="Pillar">Its name.</param>
/// <param name="Points">Points added, in 10^-7.</param>
/// <param name="BestPoints">Points it could add at most, in 10^-7.</param>
public readonly record struct PillarTotal(string Pillar, int Points, int BestPoints);

/// <summary>The comfortable form of one score. Contributions sum to <see cref="HealthPoints"/> exactly.</summary>
public sealed record AccountHealth
{
    public required string Account { get; init; }

    public DateOnly? AsOf { get; init; }

    public required string Segment { get; init; }

    public required string Stage { get; init; }

    public required ScoreStatus Status { get; init; }

    /// <summary>Health in 10^-7 points, 0..10^9; null where no score was given.</summary>
    public int? HealthPoints { get; init; }

    public Band? Band { get; init; }

    /// <summary>Calibrated probability of churn within the horizon.</summary>
    public double? ChurnProbability { get; init; }

    public double? ChallengerProbability { get; init; }

    /// <summary>How sure the probability and the band are; null where the model holds no replicates.</summary>
    public ChurnInterval? Interval { get; init; }

    /// <summary>Lower end of the 95 % interval of <see cref="ChurnProbability"/>.</summary>
    public double? ChurnLow => Interval?.Low;

    /// <summary>Upper end of the 95 % interval of <see cref="ChurnProbability"/>.</summary>
    public double? ChurnHigh => Interval?.High;

    /// <summary>Probability that the account's true churn probability lies in <see cref="Band"/>.</summary>
    public double? BandProbability => Band is { } band ? Interval?.ProbabilityOf(band) : null;

    /// <summary>Whether the interval holds a threshold and the band is under 80 % probable; the band stays.</summary>
    public bool? BandUncertain => Band is { } band ? Interval?.IsUncertain(band) : null;

    /// <summary>Share of the weight that was really measured, 0..1.</summary>
    public required double Coverage { get; init; }

    /// <summary>Empty where no score was given.</summary>
    public ImmutableArray<Contribution> Contributions { get; init; } = [];

    public ImmutableArray<PillarTotal> Pillars { get; init; } = [];

    /// <summary>
    /// At most three: a factor key, <c>missing:key</c>, <c>unknown:key</c>, or why no score was given.
    /// </summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    public required string ModelVersion { get; init; }

    public required string FormulaHash { get; init; }

    /// <summary>0..100; null where no score was given.</summary>
    public double? Health => HealthPoints / HealthFormula.UnitsPerPoint;
}
