using System.Collections.Immutable;

namespace HealthScore.Core.Formula;

/// <summary>What the formula of a segment or stage has in common with the formula of all accounts.</summary>
/// <param name="Curves">Factors with the same sub-score for the same value.</param>
/// <param name="Weights">Those of them that move the log-odds of churn by as much, too.</param>
public sealed record SharedParts(ImmutableArray<string> Curves, ImmutableArray<string> Weights)
{
    /// <summary>Of the formula of all accounts itself.</summary>
    public static SharedParts None { get; } = new([], []);
}
