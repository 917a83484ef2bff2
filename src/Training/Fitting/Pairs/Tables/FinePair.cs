using HealthScore.Training.Fitting.Compression;

namespace HealthScore.Training.Fitting.Pairs.Tables;

/// <summary>A chosen pair on its fine grid: what the two factors say together, and how many rows say so.</summary>
/// <param name="Grid">The axes.</param>
/// <param name="Table">Log-odds of churn by cell; weighted row and column means are nothing.</param>
/// <param name="Counts">Rows by cell.</param>
internal sealed record FinePair(PairGrid Grid, double[] Table, double[] Counts)
{
    /// <summary>The table's lines along one of its factors, as curves along that factor's prebins.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="rows">Its rows by prebin, missing last.</param>
    /// <param name="variance">p (1 - p) at the base rate: information of one row.</param>
    public IEnumerable<CurveLayer> LayersAlong(int factor, int[] rows, double variance)
    {
        var alongRows = Grid.Row.Factor == factor;
        var (axis, other) = alongRows ? (Grid.Row, Grid.Column) : (Grid.Column, Grid.Row);
        var (stride, otherStride) = alongRows ? (Grid.Column.Size, 1) : (1, Grid.Column.Size);
        var ofCode = new double[axis.Size];
        for (var code = 0; code < rows.Length; code++)
        {
            ofCode[axis.CellOfCode[code]] += rows[code];
        }

        for (var line = 0; line < other.Size; line++)
        {
            var logOdds = new double[rows.Length - 1];
            var information = new double[rows.Length - 1];
            for (var code = 0; code < logOdds.Length; code++)
            {
                var cell = (axis.CellOfCode[code] * stride) + (line * otherStride);
                var share = rows[code] / Math.Max(1, ofCode[axis.CellOfCode[code]]);
                logOdds[code] = Table[cell];
                information[code] = Counts[cell] * share * variance;
            }

            yield return new CurveLayer(logOdds, information);
        }
    }
}
