using HealthScore.Core.Factors;

namespace HealthScore.Core.Formula;

/// <summary>A factor as one side of a pair.</summary>
/// <param name="Index">The factor's position in the catalog and in every vector of values.</param>
/// <param name="Key">The factor's key.</param>
/// <param name="Bins">How a value becomes a row or a column of the pair's table.</param>
public sealed record FactorPart(int Index, string Key, FactorBins Bins);
