using System.Collections.Immutable;

namespace HealthScore.Core.Factors;

/// <summary>How a factor's values are compared: as numbers, as ordered levels, or as unordered levels.</summary>
public enum FactorKind
{
    Numeric,
    Ordinal,
    Categorical,
}

/// <summary>Which way a factor is declared to act on health; <see cref="Learn"/> leaves it to the data.</summary>
public enum FactorDirection
{
    Learn,
    HigherIsBetter,
    LowerIsBetter,
    MiddleIsBetter,
}

/// <summary>One signal of health in its own unit, as the configuration declares it.</summary>
/// <param name="Key">Stable name, <c>[a-z][a-z0-9_]{0,47}</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Pillar">The group of factors one person would act on together.</param>
/// <param name="Kind">How values are compared.</param>
/// <param name="Direction">Which way is healthier.</param>
public sealed record Factor(string Key, string Title, string Pillar, FactorKind Kind, FactorDirection Direction)
{
    public const int MostEffort = 1000;

    public const int MostLeadMonths = 120;

    public string? Unit { get; init; }

    /// <summary>
    /// Smallest and largest possible value, both included; outside it a value is impossible (check Q04).
    /// </summary>
    public double? RangeFrom { get; init; }

    /// <inheritdoc cref="RangeFrom"/>
    public double? RangeTo { get; init; }

    public int? MaxAgeDays { get; init; }

    public string? Source { get; init; }

    public string? Owner { get; init; }

    public string? Rubric { get; init; }

    public string? Playbook { get; init; }

    /// <summary>Whether anybody can change it: tenure and country cannot be; no plan moves such a factor.</summary>
    public bool IsActionable { get; init; } = true;

    /// <summary>
    /// What it costs to move the value on by one bin, or to another level of a categorical factor, in a unit of the
    /// user's own; 1 or more.
    /// </summary>
    public int Effort { get; init; } = 1;

    /// <summary>Months before the value begins to move; then it moves one bin a month.</summary>
    public int LeadMonths { get; init; }

    /// <summary>
    /// The levels of an ordinal factor, worst-to-best order being the user's own, or of a categorical one in ordinal
    /// string order. A value of the factor is an index into it. Empty for numeric factors.
    /// </summary>
    public ImmutableArray<string> Levels { get; init; } = [];
}
