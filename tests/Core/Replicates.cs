using System.Collections.Immutable;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Tests;

/// <summary>Replicates of which it is known how they differ: every second one to the other side.</summary>
internal static class Replicates
{
    public static FormulaReplicates WithIntercepts(HealthFormula formula, double change) =>
        new(formula, Alternating(change), Still(formula));

    /// <summary>The same for the points of one entry, in 10^-7.</summary>
    public static FormulaReplicates WithPoints(HealthFormula formula, int factor, int entry, int change)
    {
        var points = Still(formula);
        int[] changed = [.. points[factor]];
        for (var r = 0; r < FormulaReplicates.Count; r++)
        {
            changed[(entry * FormulaReplicates.Count) + r] = r % 2 == 0 ? change : -change;
        }

        return new FormulaReplicates(formula, Alternating(0), points.SetItem(factor, [.. changed]));
    }

    private static ImmutableArray<double> Alternating(double change) =>
        [.. Enumerable.Range(0, FormulaReplicates.Count).Select(r => r % 2 == 0 ? change : -change)];

    private static ImmutableArray<ImmutableArray<int>> Still(HealthFormula formula) =>
        [.. formula.Factors.Select(f => ImmutableArray.Create(new int[f.Bins.EntryCount * FormulaReplicates.Count]))];
}
