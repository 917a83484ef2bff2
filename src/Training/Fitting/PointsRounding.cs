using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Pairs.Tables;

namespace HealthScore.Training.Fitting;

/// <summary>One factor's fitted part, before rounding.</summary>
/// <param name="Index">Position in the catalog.</param>
/// <param name="Key">The factor's key.</param>
/// <param name="Bins">Its bins.</param>
/// <param name="LogOdds">Log-odds of churn by bin, missing last.</param>
/// <param name="Rows">Training rows by bin, missing last.</param>
/// <param name="Constraint">The declared direction along the bins.</param>
internal sealed record FittedCurve(
    int Index,
    string Key,
    FactorBins Bins,
    double[] LogOdds,
    int[] Rows,
    CurveConstraint Constraint
)
{
    /// <summary>Entries that count for the range: all bins, and missing where it was seen.</summary>
    public int Seen => Rows[^1] > 0 ? LogOdds.Length : LogOdds.Length - 1;

    public double Highest => LogOdds.Take(Seen).Max();

    /// <summary>The factor's range on the log-odds scale: what it can add at most.</summary>
    public double Range => Highest - LogOdds.Take(Seen).Min();
}

/// <summary>
/// The identity of formula and logistic model, in whole numbers: contributions become whole 10^-7 points whose best
/// bins sum to exactly 10^9 (largest remainders), and from there on the integer tables are the model.
/// </summary>
internal static class PointsRounding
{
    /// <param name="curves">By kept factor.</param>
    /// <param name="pairs">Their pairs.</param>
    /// <returns>Curves that are flat have no place; none where all are.</returns>
    public static ImmutableArray<FormulaFactor> Round(IReadOnlyList<FittedCurve> curves, IReadOnlyList<PairTable> pairs)
    {
        double[] ranges = [.. curves.Select(c => c.Range), .. pairs.Select(p => p.Range)];
        if (ranges.All(range => range <= 0))
        {
            return [];
        }

        var best = WholePoints.LargestRemainders(ranges, HealthFormula.FullHealth);
        PointsTable?[] ofPairs =
        [
            .. pairs.Select((pair, k) => best[curves.Count + k] > 0 ? Table(pair, best[curves.Count + k]) : null),
        ];
        var factors = ImmutableArray.CreateBuilder<FormulaFactor>();
        for (var j = 0; j < curves.Count; j++)
        {
            if (best[j] > 0)
            {
                factors.Add(
                    new FormulaFactor(curves[j].Index, curves[j].Key, curves[j].Bins, Table(curves[j], best[j]))
                );
            }
        }

        for (var k = 0; k < pairs.Count; k++)
        {
            if (ofPairs[k] is { } table)
            {
                var (row, column) = (curves[pairs[k].Row.Kept], curves[pairs[k].Column.Kept]);
                factors.Add(
                    FormulaFactor.OfPair(
                        new FactorPart(row.Index, row.Key, pairs[k].Row.Bins),
                        new FactorPart(column.Index, column.Key, pairs[k].Column.Bins),
                        table
                    )
                );
            }
        }

        return factors.ToImmutable();
    }

    private static PointsTable Table(FittedCurve curve, int best)
    {
        var points = new int[curve.LogOdds.Length];
        for (var e = 0; e < curve.Seen; e++)
        {
            points[e] = WholePoints.Of(curve.Highest - curve.LogOdds[e], curve.Range, best);
        }

        KeepDirection(points.AsSpan(0, points.Length - 1), curve.Constraint);
        var mean = Mean(points, curve.Rows);
        var missingSeen = curve.Rows[^1] > 0;
        return new PointsTable(
            Bins: [.. points[..^1]],
            Missing: missingSeen ? points[^1] : mean,
            MissingLearned: missingSeen,
            Other: curve.Bins.OtherBin < 0 ? 0 : mean,
            Mean: mean
        );
    }

    /// <summary>A pair's cells, the rows and columns of levels never seen with the mean.</summary>
    private static PointsTable Table(PairTable pair, int best)
    {
        var seen = Array.ConvertAll(
            pair.LogOdds,
            r => (int)Math.Round(best * Math.Clamp((pair.Highest - r) / pair.Range, 0, 1))
        );
        var mean = Mean(seen, pair.Rows);
        var (rows, columns) = (pair.Row.Bins.EntryCount, pair.Column.Bins.EntryCount);
        var cells = ImmutableArray.CreateBuilder<int>(rows * columns);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var isKnown = row < pair.Row.Size && column < pair.Column.Size;
                cells.Add(isKnown ? seen[(row * pair.Column.Size) + column] : mean);
            }
        }

        return PointsTable.OfCells(cells.MoveToImmutable(), mean);
    }

    /// <summary>Takes back what rounding to a double moved against the direction (never more than one unit).</summary>
    private static void KeepDirection(Span<int> points, CurveConstraint constraint)
    {
        if (constraint.Apex is not { } apex)
        {
            return;
        }

        var anchor = Math.Clamp(apex, 0, points.Length - 1);
        for (var b = anchor - 1; b >= 0; b--)
        {
            points[b] = Math.Min(points[b], points[b + 1]);
        }

        for (var b = anchor + 1; b < points.Length; b++)
        {
            points[b] = Math.Min(points[b], points[b - 1]);
        }
    }

    private static int Mean(int[] points, int[] rows)
    {
        var (sum, count) = (0L, 0L);
        for (var e = 0; e < points.Length; e++)
        {
            sum += (long)points[e] * rows[e];
            count += rows[e];
        }

        return (int)(((2 * sum) + count) / (2 * count));
    }
}
