using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Compression;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Fitting.Pairs.Tables;

/// <summary>One axis of a kept pair: bins that are a coarsening of the factor's own.</summary>
/// <param name="Kept">Position among the kept factors.</param>
/// <param name="Bins">The axis' bins.</param>
/// <param name="OfEntry">The axis' entry of each entry of the factor's own bins, missing last of both.</param>
internal sealed record TableAxis(int Kept, FactorBins Bins, byte[] OfEntry)
{
    /// <summary>Entries that training rows fall in, missing included.</summary>
    public int Size => Bins.BinCount + 1;
}

/// <summary>A pair on the bins of the formula.</summary>
/// <param name="Row">The factor that comes first in the catalog.</param>
/// <param name="Column">The other.</param>
/// <param name="LogOdds">Log-odds of churn by cell, row-major, missing last; purified over all training rows.</param>
/// <param name="Rows">Training rows by cell.</param>
internal sealed record PairTable(TableAxis Row, TableAxis Column, double[] LogOdds, int[] Rows)
{
    public double Highest => Seen().Max();

    /// <summary>What the pair can add at most, on the log-odds scale.</summary>
    public double Range => Highest - Seen().Min();

    /// <summary>The cell of a training row from the entries of its factors.</summary>
    public int CellOf(int rowEntry, int columnEntry) =>
        (Row.OfEntry[rowEntry] * Column.Size) + Column.OfEntry[columnEntry];

    /// <summary>
    /// The cell of an entry of the formula's table, which has a row and a column for levels never seen; null there.
    /// </summary>
    public int? CellOfFormula(int entry)
    {
        var (row, column) = (entry / Column.Bins.EntryCount, entry % Column.Bins.EntryCount);
        return row < Row.Size && column < Column.Size ? (row * Column.Size) + column : null;
    }

    /// <summary>The entry of the formula's table of a cell.</summary>
    public int FormulaEntryOf(int cell) => (cell / Column.Size * Column.Bins.EntryCount) + (cell % Column.Size);

    private IEnumerable<double> Seen() => LogOdds.Where((_, cell) => Rows[cell] > 0);
}

/// <summary>Compresses pairs to the bins of the formula.</summary>
internal static class PairTables
{
    /// <summary>A pair that spans less log-odds is flat: it changes the odds by 2 % at most.</summary>
    private const double LeastRange = 0.02;

    /// <summary>Log-odds worth more than one unit of points of the steepest formula that is likely.</summary>
    private const double RoundingHair = 1e-6;

    /// <summary>The tables; what they say of single factors is moved into <paramref name="start"/>.</summary>
    /// <param name="pairs">Fine tables.</param>
    /// <param name="kept">The factors of the formula with their bins.</param>
    /// <param name="data">All training rows, prebinned.</param>
    /// <param name="rows">All training rows as entries of the kept factors.</param>
    /// <param name="start">The curves by entry of the kept factors.</param>
    /// <param name="settings">Price and number of bins.</param>
    public static PairTable[] Compress(
        FinePair[] pairs,
        IReadOnlyList<KeptFactor> kept,
        PrebinnedRows data,
        FormulaRows rows,
        double[] start,
        FitSettings settings
    )
    {
        var offsets = rows.Offsets();
        var rate = data.Churned.Sum(c => (int)c) / (double)data.Count;
        var tables = new List<PairTable>();
        foreach (var pair in pairs)
        {
            var row = kept.Index().First(k => k.Item.Index == pair.Grid.Row.Factor).Index;
            var column = kept.Index().First(k => k.Item.Index == pair.Grid.Column.Factor).Index;
            var onBins = BinAverages.Of(
                pair,
                data,
                rows.Entries[row],
                rows.Entries[column],
                rows.Sizes[row],
                rows.Sizes[column]
            );
            var table = Coarsen(onBins, kept, row, column, rate * (1 - rate), settings);
            if (table.Range < LeastRange)
            {
                continue;
            }

            var alone = Purification.Of(table.LogOdds, Array.ConvertAll(table.Rows, n => (double)n), table.Column.Size);
            Spill(start, offsets[row], table.Row, alone.Rows);
            Spill(start, offsets[column], table.Column, alone.Columns);
            tables.Add(ClipUnseen(table));
        }

        return [.. tables];
    }

    /// <summary>What the pairs add to each row; null where there are none.</summary>
    public static double[]? LogOddsOf(PairTable[] tables, FormulaRows rows)
    {
        if (tables.Length == 0)
        {
            return null;
        }

        var logOdds = new double[rows.Count];
        foreach (var table in tables)
        {
            var (row, column) = (rows.Entries[table.Row.Kept], rows.Entries[table.Column.Kept]);
            for (var i = 0; i < logOdds.Length; i++)
            {
                logOdds[i] += table.LogOdds[table.CellOf(row[i], column[i])];
            }
        }

        return logOdds;
    }

    /// <summary>
    /// What a factor's own curve must rise by between two of its bins, so that its pairs cannot turn the direction
    /// whatever the other factors are: the most that each pair takes back, and a hair for the rounding to whole points.
    /// </summary>
    /// <param name="tables">The pairs.</param>
    /// <param name="kept">The factor's place among the kept.</param>
    /// <param name="inner">The bin nearer to the direction's anchor, which must be the safer one.</param>
    /// <param name="outer">The next bin.</param>
    public static double LeastStep(PairTable[] tables, int kept, int inner, int outer)
    {
        var least = 0.0;
        foreach (var table in tables)
        {
            if (table.Row.Kept == kept)
            {
                least += TakenBack(table, table.Row, table.Column, table.Column.Size, 1, inner, outer);
            }
            else if (table.Column.Kept == kept)
            {
                least += TakenBack(table, table.Column, table.Row, 1, table.Column.Size, inner, outer);
            }
        }

        return least;
    }

    private static double TakenBack(
        PairTable table,
        TableAxis axis,
        TableAxis other,
        int stride,
        int otherStride,
        int inner,
        int outer
    )
    {
        var (from, to) = (axis.OfEntry[inner], axis.OfEntry[outer]);
        if (from == to)
        {
            return 0;
        }

        // With a level never seen on the other side the pair stands still: nothing is taken back, nothing given.
        var most = 0.0;
        for (var line = 0; line < other.Size; line++)
        {
            var at = line * otherStride;
            most = Math.Max(most, table.LogOdds[(from * stride) + at] - table.LogOdds[(to * stride) + at]);
        }

        return most + RoundingHair;
    }

    private static void Spill(double[] start, int offset, TableAxis axis, double[] alone)
    {
        for (var entry = 0; entry < axis.OfEntry.Length; entry++)
        {
            start[offset + entry] += alone[axis.OfEntry[entry]];
        }
    }

    private static PairTable Coarsen(
        BinAverages cells,
        IReadOnlyList<KeptFactor> kept,
        int row,
        int column,
        double variance,
        FitSettings settings
    )
    {
        var rows = Axis(row, kept[row].Bins, cells.Lines(variance, byRow: true), cells.RowCounts(), settings);
        var columns = Axis(
            column,
            kept[column].Bins,
            cells.Lines(variance, byRow: false),
            cells.ColumnCounts(),
            settings
        );
        var (sums, weights) = (new double[rows.Size * columns.Size], new double[rows.Size * columns.Size]);
        var counts = new int[sums.Length];
        for (var a = 0; a < cells.RowSize; a++)
        {
            for (var b = 0; b < cells.ColumnSize; b++)
            {
                var from = (a * cells.ColumnSize) + b;
                var to = (rows.OfEntry[a] * columns.Size) + columns.OfEntry[b];
                var weight = Math.Max(cells.Rows[from], BinAverages.UnseenWeight);
                sums[to] += weight * cells.LogOdds[from];
                weights[to] += weight;
                counts[to] += cells.Rows[from];
            }
        }

        return new PairTable(rows, columns, [.. sums.Zip(weights, (s, w) => s / w)], counts);
    }

    private static TableAxis Axis(int kept, FactorBins bins, List<CurveLayer> lines, int[] counts, FitSettings settings)
    {
        var limits = new BinLimits(settings.MostPairBins, FewestRows: 1, settings.PairBinPenalty);
        var pooled = BinCompression.Compress(lines, counts, limits, isOrdered: true);
        byte[] ofEntry = [.. pooled.BinOfCode.Select(b => (byte)b), (byte)pooled.Count];
        return new TableAxis(kept, Coarser(bins, pooled), ofEntry);
    }

    private static FactorBins Coarser(FactorBins bins, CompressedBins pooled)
    {
        if (bins.Kind != FactorKind.Numeric)
        {
            int[] groups =
            [
                .. bins
                    .GroupOfLevel.ToArray()
                    .Select(g => g < bins.BinCount ? pooled.BinOfCode[g] : FactorBins.NoGroup),
            ];
            return FactorBins.Grouped(bins.Kind, [.. groups]);
        }

        var edges = new List<double>();
        for (var bin = 0; bin + 1 < bins.BinCount; bin++)
        {
            if (pooled.BinOfCode[bin + 1] != pooled.BinOfCode[bin])
            {
                edges.Add(bins.Edges[bin]);
            }
        }

        return FactorBins.Numeric(edges);
    }

    /// <summary>A cell that no row fell in says no more than the seen ones do.</summary>
    private static PairTable ClipUnseen(PairTable table)
    {
        var (highest, lowest) = (table.Highest, table.Highest - table.Range);
        return table with
        {
            LogOdds = [.. table.LogOdds.Select((r, cell) => table.Rows[cell] > 0 ? r : Math.Clamp(r, lowest, highest))],
        };
    }
}
