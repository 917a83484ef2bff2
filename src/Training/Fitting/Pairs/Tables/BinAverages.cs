using HealthScore.Training.Fitting.Compression;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs.Tables;

/// <summary>A fine table averaged over the rows that fall in each pair of the factors' own bins.</summary>
/// <param name="RowSize">Entries of the row factor, missing included.</param>
/// <param name="ColumnSize">Entries of the column factor, missing included.</param>
/// <param name="LogOdds">By cell, row-major.</param>
/// <param name="Rows">Rows by cell.</param>
internal sealed record BinAverages(int RowSize, int ColumnSize, double[] LogOdds, int[] Rows)
{
    /// <summary>What an empty cell counts, beside seen ones, where cells are pooled.</summary>
    public const double UnseenWeight = 1e-6;

    /// <param name="pair">The fine table.</param>
    /// <param name="data">Rows, prebinned.</param>
    /// <param name="rowEntries">Entry of each row in the row factor's bins.</param>
    /// <param name="columnEntries">Entry of each row in the column factor's bins.</param>
    /// <param name="rowSize">Entries of the row factor.</param>
    /// <param name="columnSize">Entries of the column factor.</param>
    public static BinAverages Of(
        FinePair pair,
        PrebinnedRows data,
        byte[] rowEntries,
        byte[] columnEntries,
        int rowSize,
        int columnSize
    )
    {
        var grid = pair.Grid;
        var (rowCodes, columnCodes) = (data.Codes[grid.Row.Factor], data.Codes[grid.Column.Factor]);
        var counts = new int[rowSize * columnSize];
        var sums = new double[counts.Length];
        for (var i = 0; i < data.Count; i++)
        {
            var cell = (rowEntries[i] * columnSize) + columnEntries[i];
            counts[cell]++;
            sums[cell] += pair.Table[
                (grid.Row.CellOfCode[rowCodes[i]] * grid.Column.Size) + grid.Column.CellOfCode[columnCodes[i]]
            ];
        }

        var nearby = Nearby(pair, data, rowEntries, columnEntries, rowSize, columnSize);
        for (var cell = 0; cell < sums.Length; cell++)
        {
            sums[cell] = counts[cell] > 0 ? sums[cell] / counts[cell] : nearby(cell / columnSize, cell % columnSize);
        }

        return new BinAverages(rowSize, columnSize, sums, counts);
    }

    /// <summary>
    /// The lines of the table as curves along one factor's bins (missing, the last, is no part of them).
    /// </summary>
    public List<CurveLayer> Lines(double variance, bool byRow)
    {
        var (length, lines) = byRow ? (RowSize - 1, ColumnSize) : (ColumnSize - 1, RowSize);
        var (stride, lineStride) = byRow ? (ColumnSize, 1) : (1, ColumnSize);
        var layers = new List<CurveLayer>(lines);
        for (var line = 0; line < lines; line++)
        {
            var (logOdds, information) = (new double[length], new double[length]);
            for (var at = 0; at < length; at++)
            {
                var cell = (at * stride) + (line * lineStride);
                (logOdds[at], information[at]) = (LogOdds[cell], Rows[cell] * variance);
            }

            layers.Add(new CurveLayer(logOdds, information));
        }

        return layers;
    }

    /// <summary>Rows by measured bin of the row factor.</summary>
    public int[] RowCounts()
    {
        var counts = new int[RowSize - 1];
        for (var cell = 0; cell < counts.Length * ColumnSize; cell++)
        {
            counts[cell / ColumnSize] += Rows[cell];
        }

        return counts;
    }

    /// <summary>Rows by measured bin of the column factor.</summary>
    public int[] ColumnCounts()
    {
        var counts = new int[ColumnSize - 1];
        for (var cell = 0; cell < Rows.Length; cell++)
        {
            if (cell % ColumnSize < counts.Length)
            {
                counts[cell % ColumnSize] += Rows[cell];
            }
        }

        return counts;
    }

    /// <summary>What the fine table says where no row fell: its mean over the codes of both bins.</summary>
    private static Func<int, int, double> Nearby(
        FinePair pair,
        PrebinnedRows data,
        byte[] rowEntries,
        byte[] columnEntries,
        int rowSize,
        int columnSize
    )
    {
        var rowShares = Shares(data.Codes[pair.Grid.Row.Factor], pair.Grid.Row, rowEntries, rowSize);
        var columnShares = Shares(data.Codes[pair.Grid.Column.Factor], pair.Grid.Column, columnEntries, columnSize);
        return (row, column) =>
        {
            var (sum, weight) = (0.0, 0.0);
            for (var a = 0; a < pair.Grid.Row.Size; a++)
            {
                for (var b = 0; b < pair.Grid.Column.Size; b++)
                {
                    var share = rowShares[row][a] * columnShares[column][b];
                    sum += share * pair.Table[(a * pair.Grid.Column.Size) + b];
                    weight += share;
                }
            }

            return weight > 0 ? sum / weight : 0;
        };
    }

    /// <summary>By entry, the rows of each axis code.</summary>
    private static double[][] Shares(byte[] codes, PairAxis axis, byte[] entries, int size)
    {
        double[][] shares = [.. Enumerable.Range(0, size).Select(_ => new double[axis.Size])];
        for (var i = 0; i < codes.Length; i++)
        {
            shares[entries[i]][axis.CellOfCode[codes[i]]]++;
        }

        return shares;
    }
}
