using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting.Proof;

/// <summary>Rows of one or two factors of few values, with curves given by hand.</summary>
internal static class ProofRows
{
    /// <summary>The catalog, the rows as prebins, each row its own customer, and shapes of one bag.</summary>
    /// <param name="direction">Declared for every factor.</param>
    /// <param name="churned">By row.</param>
    /// <param name="columns">By factor, by row.</param>
    /// <param name="curves">By factor and code, missing last; held-out log-odds are their sum.</param>
    public static (FactorCatalog Catalog, PrebinnedRows Data, BoostedShapes Shapes) Of(
        FactorDirection direction,
        bool[] churned,
        double[][] columns,
        double[][] curves
    )
    {
        var catalog = new FactorCatalog(
            columns.Select((_, j) => SmallRows.Number($"x{j}") with { Direction = direction })
        );
        int[] rows = [.. Enumerable.Range(0, churned.Length)];
        Prebins[] grids = [.. columns.Select((column, j) => Prebins.Learn(catalog[j], column, rows))];
        byte[][] codes = [.. columns.Select((column, j) => Array.ConvertAll(column, value => grids[j].CodeOf(value)))];
        double[] heldOut = [.. rows.Select(i => curves.Select((curve, j) => curve[codes[j][i]]).Sum())];
        var data = new PrebinnedRows(
            grids,
            codes,
            [.. churned.Select(c => c ? (byte)1 : (byte)0)],
            [.. rows.Select(i => (ulong)i)]
        );
        return (catalog, data, new BoostedShapes(curves, heldOut, [1], new int[rows.Length], [heldOut], [curves]));
    }

    /// <summary>So many of the first value and of the second, and how many of each churned.</summary>
    public static (bool[] Churned, double[] Column) Two(int each, int ofFirst, int ofSecond) =>
        (
            [.. Enumerable.Range(0, 2 * each).Select(i => i < each ? i < ofFirst : i - each < ofSecond)],
            [.. Enumerable.Range(0, 2 * each).Select(i => i < each ? 0.0 : 1.0)]
        );
}
