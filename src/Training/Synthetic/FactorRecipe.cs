using HealthScore.Core.Factors;

namespace HealthScore.Training.Synthetic;

/// <summary>What moves an account unseen; factors are what can be measured of it.</summary>
internal enum Latent
{
    Value,
    Relationship,
    Service,
    Commercial,
    Onboarding,
}

/// <summary>Where a factor comes from.</summary>
/// <param name="System">The source system.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="MaxAgeDays">After this a value counts as stale.</param>
internal sealed record FactorSource(string System, string Owner, int MaxAgeDays);

/// <summary>How one of the 35 factors is made: what it is called, what moves it, and what it is truly worth.</summary>
/// <param name="Key">Key and column.</param>
/// <param name="Title">What people read.</param>
/// <param name="Pillar">The group of factors one person would act on together.</param>
/// <param name="Unit">Of the raw value.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record FactorRecipe(string Key, string Title, string Pillar, string Unit, FactorSource Source)
{
    /// <summary>As the sample's configuration declares it.</summary>
    public FactorDirection Direction { get; private init; }

    /// <summary>The latent that moves it.</summary>
    public Latent Loading { get; private init; }

    /// <summary>A second, smaller loading, where it has one.</summary>
    public (Latent Latent, double Loading)? Second { get; private init; }

    /// <summary>Log-odds of churn lost by one unit of goodness, before the multipliers of segment and phase.</summary>
    public double Weight { get; private init; }

    /// <summary>Possible values, both ends included.</summary>
    public (double From, double To) Range { get; private init; }

    /// <summary>
    /// Raw value of a standardised deviate and a segment; for lower_is_better and middle_is_better the deviate is
    /// turned, so that the good end is the low one. Null for what the contract says.
    /// </summary>
    public Func<double, int, double>? Map { get; private init; }

    /// <summary>The rubric of a rated factor.</summary>
    public string? Rubric { get; private init; }

    public FactorRecipe MovedBy(Latent loading, double weight) =>
        this with
        {
            Direction = FactorDirection.HigherIsBetter,
            Loading = loading,
            Weight = weight,
        };

    public FactorRecipe AlsoBy(Latent latent, double loading) => this with { Second = (latent, loading) };

    public FactorRecipe LowIsGood() => this with { Direction = FactorDirection.LowerIsBetter };

    public FactorRecipe MiddleIsGood() => this with { Direction = FactorDirection.MiddleIsBetter };

    /// <summary>False where nobody can change it.</summary>
    public bool IsActionable { get; private init; } = true;

    public FactorRecipe FixedByTime() => this with { IsActionable = false };

    public FactorRecipe RatedBy(string rubric) => this with { Rubric = rubric };

    public FactorRecipe Within(double from, double to, Func<double, int, double>? map) =>
        this with
        {
            Range = (from, to),
            Map = map,
        };
}
