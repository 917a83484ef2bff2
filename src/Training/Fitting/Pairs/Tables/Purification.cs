namespace HealthScore.Training.Fitting.Pairs.Tables;

/// <summary>
/// A pair's table parted into what each factor says alone and what only the two together say (weighted functional
/// analysis of variance; Lengerich et al., 2020, arXiv 1911.04974): row and column means, weighted by how many rows
/// fall
/// in a cell, move out of the table by turns until none is left. Sums by cell do not change.
/// </summary>
/// <param name="Rows">What moves to the row factor, by row.</param>
/// <param name="Columns">What moves to the column factor, by column.</param>
internal sealed record Purification(double[] Rows, double[] Columns)
{
    private const double LeastMean = 1e-14;
    private const int MostTurns = 20_000;

    /// <param name="table">Row-major; left with weighted row and column means of nothing.</param>
    /// <param name="weights">By cell; a row or column without weight is left as it is.</param>
    /// <param name="columns">Columns of the table.</param>
    public static Purification Of(Span<double> table, ReadOnlySpan<double> weights, int columns)
    {
        var rows = table.Length / columns;
        var pure = new Purification(new double[rows], new double[columns]);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var byRow = Move(table, weights, pure.Rows, columns, columns, 1);
            var byColumn = Move(table, weights, pure.Columns, rows, 1, columns);
            if (Math.Max(byRow, byColumn) < LeastMean)
            {
                break;
            }
        }

        return pure;
    }

    /// <summary>Moves the weighted mean of every line; returns the largest.</summary>
    private static double Move(
        Span<double> table,
        ReadOnlySpan<double> weights,
        double[] lines,
        int length,
        int lineStride,
        int stride
    )
    {
        var largest = 0.0;
        for (var line = 0; line < lines.Length; line++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var at = 0; at < length; at++)
            {
                var cell = (line * lineStride) + (at * stride);
                sum += weights[cell] * table[cell];
                weight += weights[cell];
            }

            if (weight <= 0)
            {
                continue;
            }

            var mean = sum / weight;
            largest = Math.Max(largest, Math.Abs(mean));
            lines[line] += mean;
            for (var at = 0; at < length; at++)
            {
                table[(line * lineStride) + (at * stride)] -= mean;
            }
        }

        return largest;
    }
}
