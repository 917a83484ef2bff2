using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>
/// Scores whole columns with one formula, to the same bits as <see cref="HealthScorer"/>: points are integers, so the
/// order of their sum and the instruction set make no difference.
/// </summary>
public static class BatchScorer
{
    /// <summary>Rows that are binned and scored together: their bins and sums stay in the second cache.</summary>
    private const int RowsAtOnce = 16384;

    /// <summary>Health of every row in 10^-7 points, from factor values.</summary>
    /// <param name="formula">The formula of all of these rows.</param>
    /// <param name="columns">For each factor of the catalog its values, as in a snapshot.</param>
    /// <param name="health">As long as the batch.</param>
    public static void Health(HealthFormula formula, ReadOnlySpan<double[]> columns, Span<int> health)
    {
        var bins = new byte[formula.Factors.Length][];
        for (var f = 0; f < bins.Length; f++)
        {
            bins[f] = new byte[Math.Min(RowsAtOnce, health.Length)];
        }

        for (var row = 0; row < health.Length; row += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, health.Length - row);
            Entries(formula, columns, row, rows, bins);
            Health(formula, bins, health.Slice(row, rows));
        }
    }

    /// <summary>The entries of successive rows, factor by factor, pairs among them.</summary>
    /// <param name="formula">The formula of all of these rows.</param>
    /// <param name="columns">For each factor of the catalog its values, as in a snapshot.</param>
    /// <param name="from">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="entries">For each factor of the formula room for so many entries.</param>
    public static void Entries(
        HealthFormula formula,
        ReadOnlySpan<double[]> columns,
        int from,
        int rows,
        ReadOnlySpan<byte[]> entries
    )
    {
        for (var f = 0; f < formula.SingleCount; f++)
        {
            var factor = formula.Factors[f];
            factor.RowBins.BinsOf(columns[factor.Index].AsSpan(from, rows), entries[f]);
        }

        for (var p = 0; p < formula.Pairs.Length; p++)
        {
            var (pair, cells) = (formula.Factors[formula.SingleCount + p], formula.Pairs[p]);
            cells.Combine(
                SideEntries(cells.RowFrom, pair.Row, columns, from, rows, entries),
                SideEntries(cells.ColumnFrom, pair.Column!, columns, from, rows, entries),
                entries[formula.SingleCount + p].AsSpan(0, rows)
            );
        }
    }

    /// <summary>Health of every row in 10^-7 points, from bins.</summary>
    /// <param name="formula">The formula of all of these rows.</param>
    /// <param name="bins">For each factor of the formula its entries (<see cref="Entries"/>).</param>
    /// <param name="health">As long as the batch.</param>
    public static void Health(HealthFormula formula, ReadOnlySpan<byte[]> bins, Span<int> health) =>
        PointsSum.Of([.. formula.Factors.Select(f => f.Entries)], bins, health);

    /// <summary>Share of the weight that was really measured, 0..1, of every row.</summary>
    /// <inheritdoc cref="Health(HealthFormula, ReadOnlySpan{byte[]}, Span{int})"/>
    public static void Coverage(HealthFormula formula, ReadOnlySpan<byte[]> bins, Span<double> coverage)
    {
        var measured = new int[coverage.Length];
        PointsSum.Of([.. formula.Factors.Select(f => f.MeasuredBest)], bins, measured);
        for (var row = 0; row < measured.Length; row++)
        {
            coverage[row] = measured[row] / (double)HealthFormula.FullHealth;
        }
    }

    /// <summary>What each factor adds, row by row: all factors of the first row, then of the second.</summary>
    /// <param name="formula">The formula of all of these rows.</param>
    /// <param name="bins">One column of entries a factor of the formula.</param>
    /// <param name="points">Rows x factors of the formula, in 10^-7 points.</param>
    public static void Contributions(HealthFormula formula, ReadOnlySpan<byte[]> bins, Span<int> points)
    {
        var factors = formula.Factors.AsSpan();
        for (var f = 0; f < factors.Length; f++)
        {
            var (entries, column) = (factors[f].Entries, bins[f]);
            for (int at = f, row = 0; at < points.Length; at += factors.Length, row++)
            {
                points[at] = entries[column[row]];
            }
        }
    }

    /// <summary>Probability of churn within the horizon of every row.</summary>
    /// <param name="formula">The formula of all of these rows.</param>
    /// <param name="health">In 10^-7 points.</param>
    /// <param name="probabilities">As long as <paramref name="health"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ChurnProbabilities(HealthFormula formula, ReadOnlySpan<int> health, Span<double> probabilities)
    {
        var row = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var (intercept, slope) = (Vector512.Create(formula.Intercept), Vector512.Create(formula.Slope));
            var unit = Vector512.Create(HealthFormula.UnitsPerPoint);
            for (; row + 8 <= health.Length; row += 8)
            {
                var (low, high) = Vector256.Widen(Vector256.Create(health.Slice(row, 8)));
                var points = Vector512.ConvertToDouble(Vector512.Create(low, high)) / unit;
                Logistic.Sigmoid(intercept - (slope * points)).CopyTo(probabilities[row..]);
            }
        }

        for (; row < health.Length; row++)
        {
            probabilities[row] = HealthScorer.ChurnProbability(health[row], formula);
        }
    }

    private static ReadOnlySpan<byte> SideEntries(
        int single,
        FactorPart part,
        ReadOnlySpan<double[]> columns,
        int from,
        int rows,
        ReadOnlySpan<byte[]> entries
    )
    {
        if (single >= 0)
        {
            return entries[single].AsSpan(0, rows);
        }

        var own = new byte[rows];
        part.Bins.BinsOf(columns[part.Index].AsSpan(from, rows), own);
        return own;
    }
}
