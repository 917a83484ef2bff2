using System.Collections.Immutable;

namespace HealthScore.Training.Data;

/// <summary>One use of one column of the file.</summary>
/// <param name="FileColumn">Its position in the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">What an invalid cell of it is called.</param>
/// <param name="Builder">What collects it.</param>
internal sealed record ColumnUse(int FileColumn, string Name, string Key, IColumnBuilder Builder);

/// <summary>Takes rows cell by cell, whatever file they come from, and notes what is wrong with them.</summary>
internal sealed class RowIntake(string file, ImmutableArray<string> header, ColumnUse[] uses, RowFilter? where)
{
    private readonly List<long> lines = [];
    private readonly List<int> rowNumbers = [];
    private readonly List<(RowError Error, InvalidCell Cell)> errors = [];

    public string File => file;

    public ImmutableArray<string> Header => header;

    public ColumnUse[] Uses => uses;

    /// <summary>Position in the file of the column that rows are filtered by, or -1.</summary>
    public int FilterColumn { get; } = where is null ? -1 : header.IndexOf(where.Column);

    public int RowsInFile { get; private set; }

    public IReadOnlyList<long> Lines => lines;

    public IReadOnlyList<int> RowNumbers => rowNumbers;

    /// <summary>By row, and within a row as they were noted.</summary>
    public IReadOnlyList<(RowError Error, InvalidCell Cell)> Errors => [.. errors.OrderBy(e => e.Error.Row)];

    /// <summary>Counts a row and says whether the filter lets it through.</summary>
    public bool Begins(long line, ReadOnlySpan<byte> filterCell)
    {
        RowsInFile++;
        if (where is not null && !SameValue.Holds(CellText.Trim(filterCell), where.Value))
        {
            return false;
        }

        lines.Add(line);
        rowNumbers.Add(RowsInFile);
        return true;
    }

    public void Cell(ColumnUse use, ReadOnlySpan<byte> cell)
    {
        var trimmed = CellText.Trim(cell);
        if (use.Builder.Add(trimmed) is { } expected)
        {
            Refuse(rowNumbers.Count - 1, use.Name, use.Key, CellText.Shown(trimmed), expected);
        }
    }

    /// <summary>A row that could not be taken apart: it keeps its place, with nothing in it.</summary>
    public void Broken(long line, string found, string expected)
    {
        lines.Add(line);
        rowNumbers.Add(++RowsInFile);
        foreach (var use in uses)
        {
            use.Builder.AddNothing();
        }

        Refuse(rowNumbers.Count - 1, "", "row", found, expected);
    }

    /// <summary>Notes what is wrong with a row, given by its position among those let through.</summary>
    public void Refuse(int index, string column, string key, string found, string expected) =>
        errors.Add(
            (new RowError(file, lines[index], rowNumbers[index], column, found, expected), new InvalidCell(index, key))
        );

    /// <exception cref="DataException">There are no rows, or the filter lets none through.</exception>
    public void RequireRows()
    {
        if (rowNumbers.Count == 0)
        {
            throw new DataException(
                DataProblem.Invalid,
                RowsInFile == 0 ? DataSentences.NoRows(file) : DataSentences.NoRowPasses(file, where!, RowsInFile)
            );
        }
    }
}
