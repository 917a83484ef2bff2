using System.Collections.Immutable;

namespace HealthScore.Training.Fitting.Choosing;

/// <summary>How few factors a formula is to make do with, chosen by what they explain together.</summary>
/// <param name="Most">Factors at most, a pair counting as one.</param>
/// <param name="MustInclude">Keys of factors that have a place whatever they explain, where their curve is not
/// flat.</param>
public sealed record FactorLimit(int Most, ImmutableArray<string> MustInclude);
