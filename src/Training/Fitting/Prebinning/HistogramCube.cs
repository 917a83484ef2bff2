namespace HealthScore.Training.Fitting.Prebinning;

/// <summary>
/// Rows and churned rows by (factor, prebin, cell), where a cell is a segment, stage and fold: one pass over the data,
/// and everything that only counts is read from it afterwards.
/// </summary>
internal sealed class HistogramCube
{
    private readonly int[] offsets;
    private readonly int[] rows;
    private readonly int[] churned;
    private readonly int total;

    private HistogramCube(int[] offsets, int cells)
    {
        this.offsets = offsets;
        total = offsets[^1];
        Cells = cells;
        rows = new int[total * cells];
        churned = new int[total * cells];
    }

    public int Cells { get; }

    /// <param name="data">Prebinned rows.</param>
    /// <param name="cellOfRow">The cell of each row, below <paramref name="cells"/>.</param>
    /// <param name="cells">How many cells there are.</param>
    public static HistogramCube Count(PrebinnedRows data, ReadOnlySpan<int> cellOfRow, int cells)
    {
        var cube = new HistogramCube(OffsetsOf(data), cells);
        for (var j = 0; j < data.Factors.Length; j++)
        {
            var codes = data.Codes[j];
            for (var i = 0; i < codes.Length; i++)
            {
                var at = (cellOfRow[i] * cube.total) + cube.offsets[j] + codes[i];
                cube.rows[at]++;
                cube.churned[at] += data.Churned[i];
            }
        }

        return cube;
    }

    /// <summary>Rows of each prebin of a factor over all cells; the last is missing.</summary>
    public int[] RowsOf(int factor) => Sum(rows, factor);

    /// <summary>Churned rows of each prebin of a factor over all cells; the last is missing.</summary>
    public int[] ChurnedOf(int factor) => Sum(churned, factor);

    /// <summary>
    /// Where each factor's prebins start in a vector over all of them; the last element is their number.
    /// </summary>
    public static int[] OffsetsOf(PrebinnedRows data)
    {
        var starts = new int[data.Factors.Length + 1];
        for (var j = 0; j < data.Factors.Length; j++)
        {
            starts[j + 1] = starts[j] + data.Factors[j].Size;
        }

        return starts;
    }

    private int[] Sum(int[] counts, int factor)
    {
        var sums = new int[offsets[factor + 1] - offsets[factor]];
        for (var cell = 0; cell < Cells; cell++)
        {
            for (var b = 0; b < sums.Length; b++)
            {
                sums[b] += counts[(cell * total) + offsets[factor] + b];
            }
        }

        return sums;
    }
}
