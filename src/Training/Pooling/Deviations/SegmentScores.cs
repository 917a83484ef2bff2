using HealthScore.Core.Scoring;

namespace HealthScore.Training.Pooling.Deviations;

/// <summary>
/// What the pooled model leaves unexplained by segment, factor and entry: one scan, after which every test of a curve
/// is
/// arithmetic on small tables.
/// </summary>
/// <param name="Whole">By segment, sums over its rows; the last is of rows without one.</param>
/// <param name="Entries">By factor and segment, sums by entry of the factor.</param>
internal sealed record SegmentScores(CellSums[] Whole, EntrySums[][][] Entries)
{
    /// <param name="rows">The rows as they were fitted.</param>
    /// <param name="coefficients">By cell, as fitted.</param>
    /// <param name="logOdds">By row, as fitted.</param>
    public static SegmentScores Of(PooledRows rows, double[][] coefficients, double[] logOdds)
    {
        var (curves, units) = (rows.Curves, rows.Units);
        var size = curves.Singles + 1;
        var segments = units.Segments.Length + 1;
        var whole = Enumerable.Range(0, segments).Select(_ => new CellSums(size)).ToArray();
        EntrySums[][][] entries =
        [
            .. curves
                .Factors.Take(curves.Singles)
                .Select(factor =>
                    Enumerable
                        .Range(0, segments)
                        .Select(_ => Enumerable.Range(0, factor.EntryCount).Select(_ => new EntrySums(size)).ToArray())
                        .ToArray()
                ),
        ];
        var slopes = new double[size];
        for (var i = 0; i < rows.Count; i++)
        {
            var cell = units.CellOfRow[i];
            var segment = PlaceOf(units, i);
            curves.Slopes(i, coefficients[cell], slopes);
            var p = Logistic.Sigmoid(logOdds[i]);
            whole[segment].Add(slopes, rows.Churned[i] - p, p * (1 - p));
            for (var f = 0; f < entries.Length; f++)
            {
                entries[f][segment][curves.Entries[f][i]].Add(slopes, rows.Churned[i] - p, p);
            }
        }

        return new SegmentScores(whole, entries);
    }

    /// <summary>The place of a row's segment; rows without one have the last.</summary>
    public static int PlaceOf(PoolingUnits units, int row) =>
        units.Cells[units.CellOfRow[row]].Segment is var segment && segment == PooledCell.Any
            ? units.Segments.Length
            : segment;
}

/// <summary>Sums over the rows of one segment in one entry of a factor.</summary>
internal sealed class EntrySums(int size)
{
    /// <summary>Sum of churned less expected.</summary>
    public double Residual { get; private set; }

    /// <summary>Sum of p (1 - p) times each slope; the first slope is 1.</summary>
    public double[] Information { get; } = new double[size];

    public double ExpectedChurned { get; private set; }

    public double ExpectedRetained { get; private set; }

    public void Add(ReadOnlySpan<double> slopes, double residual, double p)
    {
        Residual += residual;
        ExpectedChurned += p;
        ExpectedRetained += 1 - p;
        for (var k = 0; k < slopes.Length; k++)
        {
            Information[k] += p * (1 - p) * slopes[k];
        }
    }
}
