using System.Collections.Immutable;

namespace HealthScore.Training.Data;

/// <summary>A value that could not be used.</summary>
/// <param name="Index">Position of the row in the table.</param>
/// <param name="Key">
/// The factor's key, or <c>account</c>, <c>as_of</c>, <c>value</c>, <c>notice</c>, <c>outcome</c>, a text column's
/// name;
/// <c>row</c> where the whole row could not be read.
/// </param>
public readonly record struct InvalidCell(int Index, string Key);

/// <summary>A level that the catalog does not list.</summary>
/// <param name="Factor">The factor's key.</param>
/// <param name="Level">The text found.</param>
/// <param name="Count">Rows that hold it.</param>
/// <param name="Rows">Numbers of the first of these rows in the file.</param>
public sealed record UnlistedLevel(string Factor, string Level, int Count, ImmutableArray<int> Rows);

/// <summary>What came of reading a file.</summary>
public sealed record TableReading
{
    /// <summary>Name of the file, for sentences.</summary>
    public string File { get; init; } = "";

    /// <summary>
    /// Every row of the file that the filter let through, in place. A value that could not be used is missing here and
    /// stands in <see cref="InvalidCells"/>: only a reader that withholds such rows may use them.
    /// </summary>
    public required TrainingTable Table { get; init; }

    /// <summary>All that is wrong, by row.</summary>
    public required ImmutableArray<RowError> Errors { get; init; }

    /// <summary>By row; the same rows as <see cref="Errors"/>.</summary>
    public required ImmutableArray<InvalidCell> InvalidCells { get; init; }

    public required ImmutableArray<UnlistedLevel> UnlistedLevels { get; init; }

    /// <summary>Physical line of each row of the table (row number in a Parquet file).</summary>
    public required long[] Lines { get; init; }

    /// <summary>Data rows in the file, those that the filter left out too.</summary>
    public required int RowsInFile { get; init; }

    /// <summary>Header of the file, trimmed.</summary>
    public required ImmutableArray<string> Header { get; init; }

    /// <summary>A table that came from memory: nothing is wrong with it, and a row's line is its number.</summary>
    public static TableReading From(TrainingTable table) =>
        new()
        {
            Table = table,
            Errors = [],
            InvalidCells = [],
            UnlistedLevels = [],
            Lines = Array.ConvertAll(table.RowNumbers, row => (long)row),
            RowsInFile = table.RowCount,
            Header = [],
        };

    /// <summary>The rows with nothing wrong.</summary>
    public TrainingTable GoodRows()
    {
        if (InvalidCells.IsEmpty)
        {
            return Table;
        }

        var bad = InvalidCells.Select(cell => cell.Index).ToHashSet();
        return Table.Take([.. Enumerable.Range(0, Table.RowCount).Where(row => !bad.Contains(row))]);
    }

    /// <summary>Number of rows with something wrong, by column; "" for whole rows.</summary>
    public IReadOnlyList<(string Column, int Count)> ErrorsByColumn() =>
        [
            .. Errors
                .CountBy(e => e.Column, StringComparer.Ordinal)
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => (c.Key, c.Value)),
        ];
}
