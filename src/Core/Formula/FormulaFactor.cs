using HealthScore.Core.Factors;

namespace HealthScore.Core.Formula;

/// <summary>
/// One entry of a formula: a factor, or a pair of factors whose every combination has points of its own. A pair's
/// entries are the cells of its table, row by row; each side has its missing and unseen entries last.
/// </summary>
public sealed record FormulaFactor : IComparable<FormulaFactor>
{
    /// <summary>Cells of a pair at most: an entry is a byte.</summary>
    public const int MaxCells = 256;

    /// <summary>Stands between the keys of a pair; no factor's key holds it.</summary>
    public const char PairSign = '*';

    /// <summary>Points by entry, then 0 up to 16, or to 256 for a larger pair. The kernel's table.</summary>
    internal readonly int[] Entries;

    /// <summary>Best points where an entry is measured, else 0: what coverage adds up.</summary>
    internal readonly int[] MeasuredBest;

    /// <summary>The factor's own bins, or those of a pair's row.</summary>
    internal readonly FactorBins RowBins;

    /// <param name="index">The factor's position in the catalog and in every vector of values.</param>
    /// <param name="key">The factor's key.</param>
    /// <param name="bins">How a value becomes an entry: bins, missing, other.</param>
    /// <param name="table">What each entry is worth.</param>
    /// <exception cref="ArgumentException">The table does not fit the bins, or has points below 0.</exception>
    public FormulaFactor(int index, string key, FactorBins bins, PointsTable table)
        : this(new FactorPart(index, key, bins), column: null, table) { }

    private FormulaFactor(FactorPart row, FactorPart? column, PointsTable table)
    {
        (Row, Column, Table, RowBins, Index) = (row, column, table, row.Bins, row.Index);
        Key = column is null ? row.Key : $"{row.Key}{PairSign}{column.Key}";
        EntryCount = row.Bins.EntryCount * (column?.Bins.EntryCount ?? 1);
        Entries = Padded(Points());
        MeasuredBest = Padded([.. Enumerable.Range(0, EntryCount).Select(e => BothMeasured(e) ? table.Best : 0)]);
    }

    /// <summary>Position in the catalog; of a pair its row's.</summary>
    public int Index { get; }

    /// <summary>The factor's key; of a pair both, <c>row*column</c>.</summary>
    public string Key { get; }

    /// <summary>How a value becomes an entry; a pair has none of its own, see <see cref="Row"/>.</summary>
    public FactorBins Bins => Column is null ? RowBins : throw new InvalidOperationException($"'{Key}' is a pair");

    /// <summary>What each entry is worth.</summary>
    public PointsTable Table { get; }

    /// <summary>The factor itself, or the first of a pair.</summary>
    public FactorPart Row { get; }

    /// <summary>The second of a pair, further on in the catalog; null where this is a single factor.</summary>
    public FactorPart? Column { get; }

    public bool IsPair => Column is not null;

    /// <summary>Bins, missing and other of a factor; cells of a pair.</summary>
    public int EntryCount { get; }

    /// <summary>Share of the achievable points, 0..1; weights of a formula sum to 1.</summary>
    public double Weight => Table.Best / (double)HealthFormula.FullHealth;

    /// <param name="row">The factor that comes first in the catalog: the pair has its pillar.</param>
    /// <param name="column">The other one.</param>
    /// <param name="table">Its bins are all cells, row by row: <see cref="PointsTable.OfCells"/>.</param>
    /// <exception cref="ArgumentException">
    /// The row is not before the column, cells are too many or not as many as entries, or points are below 0.
    /// </exception>
    public static FormulaFactor OfPair(FactorPart row, FactorPart column, PointsTable table)
    {
        if (row.Index >= column.Index)
        {
            throw new ArgumentException($"'{row.Key}' does not come before '{column.Key}' in the catalog", nameof(row));
        }

        var cells = row.Bins.EntryCount * column.Bins.EntryCount;
        return cells <= MaxCells
            ? new FormulaFactor(row, column, table)
            : throw new ArgumentException($"{cells} cells; at most {MaxCells}", nameof(column));
    }

    /// <summary>The same factor or pair with other points.</summary>
    public FormulaFactor With(PointsTable table) => new(Row, Column, table);

    /// <summary>The entry of one account.</summary>
    /// <param name="values">Factor values in catalog order.</param>
    public int EntryOf(ReadOnlySpan<double> values)
    {
        var entry = RowBins.BinOf(values[Row.Index]);
        return Column is null ? entry : CellOf(entry, Column.Bins.BinOf(values[Column.Index]));
    }

    /// <summary>The entry of one row of a table.</summary>
    /// <param name="columns">For each factor of the catalog its values.</param>
    /// <param name="row">Position in the columns.</param>
    public int EntryOf(ReadOnlySpan<double[]> columns, int row)
    {
        var entry = RowBins.BinOf(columns[Row.Index][row]);
        return Column is null ? entry : CellOf(entry, Column.Bins.BinOf(columns[Column.Index][row]));
    }

    /// <summary>The entries of successive rows of a table.</summary>
    /// <param name="columns">For each factor of the catalog its values.</param>
    /// <param name="from">The first row.</param>
    /// <param name="entries">One a row.</param>
    public void EntriesOf(ReadOnlySpan<double[]> columns, int from, Span<byte> entries)
    {
        RowBins.BinsOf(columns[Row.Index].AsSpan(from, entries.Length), entries);
        if (Column is not null)
        {
            var others = new byte[entries.Length];
            Column.Bins.BinsOf(columns[Column.Index].AsSpan(from, entries.Length), others);
            new PairCells(this, []).Combine(entries, others, entries);
        }
    }

    /// <summary>Points of an entry, in 10^-7 points.</summary>
    public int PointsOf(int entry) => Entries[Checked(entry)];

    /// <summary>0..100: 100 x points / best points.</summary>
    public double SubScoreOf(int entry) => 100.0 * PointsOf(entry) / Table.Best;

    /// <summary>False where missing or a level never seen; a pair is measured where both of its factors are.</summary>
    public bool IsMeasured(int entry) => MeasuredBest[Checked(entry)] > 0;

    /// <summary>Not measured because the value, or that of either factor of a pair, is missing.</summary>
    public bool IsMissing(int entry) =>
        RowEntry(entry) == RowBins.MissingBin || (Column is not null && ColumnEntry(entry) == Column.Bins.MissingBin);

    /// <summary>Entry of <see cref="Row"/> in an entry of this.</summary>
    public int RowEntry(int entry) => Checked(entry) / (Column?.Bins.EntryCount ?? 1);

    /// <summary>Entry of <see cref="Column"/> in a pair's entry.</summary>
    public int ColumnEntry(int entry) =>
        Column is null
            ? throw new InvalidOperationException($"'{Key}' is no pair")
            : Checked(entry) % Column.Bins.EntryCount;

    /// <summary>Single factors in catalog order, then pairs by row and column.</summary>
    public int CompareTo(FormulaFactor? other) =>
        (IsPair, Row.Index, Column?.Index ?? 0).CompareTo(
            other is null ? default : (other.IsPair, other.Row.Index, other.Column?.Index ?? 0)
        );

    private int CellOf(int row, int column) => (row * Column!.Bins.EntryCount) + column;

    private int Checked(int entry) =>
        (uint)entry < (uint)EntryCount
            ? entry
            : throw new ArgumentOutOfRangeException(nameof(entry), entry, $"factor '{Key}' has {EntryCount} entries");

    private bool BothMeasured(int entry) =>
        RowEntry(entry) < RowBins.BinCount && (Column is null || ColumnEntry(entry) < Column.Bins.BinCount);

    private static int[] Padded(int[] entries)
    {
        Array.Resize(ref entries, entries.Length <= FactorBins.MaxEntries ? FactorBins.MaxEntries : MaxCells);
        return entries;
    }

    private int[] Points()
    {
        var expected = IsPair ? EntryCount : RowBins.BinCount;
        if (Table.Bins.Length != expected)
        {
            throw new ArgumentException($"{Table.Bins.Length} points for {expected} {(IsPair ? "cells" : "bins")}");
        }

        int[] entries =
            IsPair ? [.. Table.Bins]
            : RowBins.OtherBin < 0 ? [.. Table.Bins, Table.Missing]
            : [.. Table.Bins, Table.Missing, Table.Other];
        return entries.All(points => points >= 0) && Table.Best > 0
            ? entries
            : throw new ArgumentException("points must be 0 or more and some must be above 0");
    }
}
