using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Pooling;

/// <summary>One factor or pair of the common formula times a multiplier, before rounding.</summary>
/// <param name="Like">The factor in the common formula.</param>
/// <param name="LogOdds">Of staying, by entry of its table: bins and missing, or cells.</param>
internal sealed record ScaledCurve(FormulaFactor Like, double[] LogOdds)
{
    /// <summary>The entries whose points were learned.</summary>
    private int Learned => Like.IsPair || Like.Table.MissingLearned ? LogOdds.Length : LogOdds.Length - 1;

    public double Lowest => LogOdds.AsSpan(0, Learned).ToArray().Min();

    /// <summary>What it can add at most.</summary>
    public double Range => LogOdds.AsSpan(0, Learned).ToArray().Max() - Lowest;

    /// <param name="factor">In the common formula.</param>
    /// <param name="unit">Log-odds that one unit of its points is now worth.</param>
    public static ScaledCurve Of(FormulaFactor factor, double unit)
    {
        var entries = factor.IsPair ? factor.EntryCount : factor.Bins.BinCount + 1;
        return new ScaledCurve(factor, [.. Enumerable.Range(0, entries).Select(e => unit * factor.PointsOf(e))]);
    }

    /// <summary>With a segment's own deviation, the declared direction kept to the last bit.</summary>
    public ScaledCurve Plus(OwnCurve own)
    {
        double[] sum = [.. LogOdds.Zip(own.Deviation, (stay, churn) => stay - churn)];
        if (own.Constraint.Apex is { } apex)
        {
            var bins = sum.Length - 1;
            var anchor = Math.Clamp(apex, 0, bins - 1);
            for (var b = anchor - 1; b >= 0; b--)
            {
                sum[b] = Math.Min(sum[b], sum[b + 1]);
            }

            for (var b = anchor + 1; b < bins; b++)
            {
                sum[b] = Math.Min(sum[b], sum[b - 1]);
            }
        }

        return this with
        {
            LogOdds = sum,
        };
    }

    /// <summary>The same with <paramref name="step"/> more gained from each bin to the next the good way.</summary>
    public ScaledCurve Tilted(FactorDirection direction, double step)
    {
        var bins = LogOdds.Length - 1;
        var best = Array.IndexOf(LogOdds, LogOdds.AsSpan(0, bins).ToArray().Max());
        return this with { LogOdds = [.. LogOdds.Select((x, b) => b < bins ? x + Tilt(b) : x)] };

        double Tilt(int bin) =>
            direction switch
            {
                FactorDirection.HigherIsBetter => step * bin,
                FactorDirection.LowerIsBetter => -step * bin,
                FactorDirection.MiddleIsBetter => -step * Math.Abs(bin - best),
                _ => 0,
            };
    }

    /// <summary>The factor with its best entry at <paramref name="best"/> points, its mean over some rows.</summary>
    /// <param name="best">In 10^-7 points, above 0.</param>
    /// <param name="rows">Positions of rows; at least one.</param>
    /// <param name="entries">The entry of every row.</param>
    public FormulaFactor Rounded(int best, int[] rows, byte[] entries)
    {
        var points = new int[Like.EntryCount];
        var (lowest, range) = (Lowest, Range);
        for (var e = 0; e < Learned; e++)
        {
            points[e] = (int)Math.Round(best * ((LogOdds[e] - lowest) / range));
        }

        bool[] isLearned = [.. points.Select((_, e) => e < Learned && !IsUnseen(e))];
        var (sum, count) = (0L, 0L);
        foreach (var i in rows)
        {
            sum += isLearned[entries[i]] ? points[entries[i]] : 0;
            count += isLearned[entries[i]] ? 1 : 0;
        }

        var mean = count == 0 ? 0 : (int)(((2 * sum) + count) / (2 * count));
        for (var e = 0; e < points.Length; e++)
        {
            points[e] = isLearned[e] ? points[e] : mean;
        }

        return Like.Column is { } column
            ? FormulaFactor.OfPair(Like.Row, column, PointsTable.OfCells([.. points], mean))
            : new FormulaFactor(Like.Index, Like.Key, Like.Bins, TableOf(points, mean));
    }

    private PointsTable TableOf(int[] points, int mean)
    {
        var bins = Like.Bins.BinCount;
        return new PointsTable(
            [.. points.AsSpan(0, bins)],
            Missing: points[bins],
            Like.Table.MissingLearned,
            Other: Like.Bins.OtherBin < 0 ? 0 : mean,
            Mean: mean
        );
    }

    /// <summary>A cell with a level that training never saw.</summary>
    private bool IsUnseen(int entry) =>
        Like.Column is { } column
        && (Like.RowEntry(entry) == Like.Row.Bins.OtherBin || Like.ColumnEntry(entry) == column.Bins.OtherBin);
}
