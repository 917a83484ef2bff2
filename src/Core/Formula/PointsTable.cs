using System.Collections.Immutable;

namespace HealthScore.Core.Formula;

/// <summary>What each bin of one factor, or each cell of a pair, adds to health, in whole 10^-7 points.</summary>
/// <param name="Bins">Points of each bin, all 0 or more.</param>
/// <param name="Missing">Points where the factor was not measured.</param>
/// <param name="MissingLearned">False where training never saw it missing: such points are the mean.</param>
/// <param name="Other">Points of a level never seen: the mean. 0 and unused for numeric factors.</param>
/// <param name="Mean">Mean points over the training rows, rounded.</param>
public sealed record PointsTable(ImmutableArray<int> Bins, int Missing, bool MissingLearned, int Other, int Mean)
{
    /// <summary>The most this factor can add: weight x 10^9.</summary>
    public int Best { get; } = Bins.Append(Missing).Max();

    /// <summary>
    /// The table of a pair. Missing and unseen entries have cells of their own; those with a level never seen hold the
    /// mean.
    /// </summary>
    /// <param name="cells">Points of each cell, row by row, all 0 or more.</param>
    /// <param name="mean">Mean points over the training rows, rounded.</param>
    public static PointsTable OfCells(ImmutableArray<int> cells, int mean) =>
        new(cells, Missing: mean, MissingLearned: false, Other: mean, Mean: mean);
}
