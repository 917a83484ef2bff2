using System.Collections.Immutable;

namespace HealthScore.Training.Data;

/// <summary>One use of one column of the file.</summary>
/// <param name="FileColumn">Its position in the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">What an invalid cell of it is called.</param>
/// <param name="Builder">What collects it.</param>
internal sealed record ColumnUse(int FileColumn, string Name, string Key, IColumnBuilder Builder);

/// <summary>Takes rows cell by cell, whatever file they come from, and makes the table of them.</summary>
internal sealed class RowCollector
{
    private readonly string file;
    private readonly TableSchema schema;
    private readonly ImmutableArray<string> header;
    private readonly ColumnSet columns;
    private readonly List<long> lines = [];
    private readonly List<int> rowNumbers = [];
    private readonly List<(RowError Error, InvalidCell Cell)> errors = [];
    private int rowsInFile;

    /// <exception cref="DataException">The file lacks columns of the schema.</exception>
    public RowCollector(string file, TableSchema schema, ImmutableArray<string> header)
    {
        (this.file, this.schema, this.header) = (file, schema, header);
        FileHeader.RequireColumns(file, header, ColumnSet.Wanted(schema));
        columns = new ColumnSet(schema, header);
        FilterColumn = schema.Where is { } where ? header.IndexOf(where.Column) : -1;
    }

    public IReadOnlyList<ColumnUse> Uses => columns.Uses;

    /// <summary>Position in the file of the column that rows are filtered by, or -1.</summary>
    public int FilterColumn { get; }

    /// <summary>Counts a row and says whether the filter lets it through.</summary>
    public bool Begins(long line, ReadOnlySpan<byte> filterCell)
    {
        rowsInFile++;
        if (schema.Where is { } where && !SameValue.Holds(CellText.Trim(filterCell), where.Value))
        {
            return false;
        }

        lines.Add(line);
        rowNumbers.Add(rowsInFile);
        return true;
    }

    public void Cell(ColumnUse use, ReadOnlySpan<byte> cell)
    {
        var trimmed = CellText.Trim(cell);
        if (use.Builder.Add(trimmed) is { } expected)
        {
            Refuse(use.Name, use.Key, CellText.Shown(trimmed), expected);
        }
    }

    public void Cell(ColumnUse use, double number)
    {
        if (use.Builder.Add(number) is { } expected)
        {
            Refuse(use.Name, use.Key, $"{number}", expected);
        }
    }

    /// <summary>A row that could not be taken apart: it keeps its place, with nothing in it.</summary>
    public void Broken(long line, string column, string found, string expected)
    {
        lines.Add(line);
        rowNumbers.Add(++rowsInFile);
        foreach (var use in columns.Uses)
        {
            use.Builder.AddNothing();
        }

        Refuse(column, "row", found, expected);
    }

    /// <exception cref="DataException">There are no rows, or the outcome cannot be understood.</exception>
    public TableReading Finish()
    {
        if (rowNumbers.Count == 0)
        {
            throw new DataException(DataProblem.Invalid, rowsInFile == 0
                ? DataSentences.NoRows(file)
                : DataSentences.NoRowPasses(file, schema.Where!, rowsInFile));
        }

        var resolved = columns.Outcome?.Resolve();
        foreach (var (index, word) in resolved?.Third ?? [])
        {
            errors.Add(ErrorAt(index, schema.Input.OutcomeColumn, "outcome", word,
                DataSentences.OutcomeExpected(schema.Input, resolved!.Retained!)));
        }

        if (schema.Outcome == OutcomeReading.Required)
        {
            RequireBoth(resolved!);
        }

        (RowError Error, InvalidCell Cell)[] sorted = [.. errors.OrderBy(e => e.Error.Row)];
        return new TableReading
        {
            Table = columns.Table(schema, [.. rowNumbers], resolved),
            Errors = [.. sorted.Select(e => e.Error)],
            InvalidCells = [.. sorted.Select(e => e.Cell)],
            UnlistedLevels = [.. columns.UnlistedLevels(schema, rowNumbers)],
            Lines = [.. lines],
            RowsInFile = rowsInFile,
            Header = header,
        };
    }

    private void RequireBoth(ResolvedOutcomes resolved)
    {
        var input = schema.Input;
        if (!resolved.Outcomes.Contains(Core.Accounts.Outcome.Churned)
            || !resolved.Outcomes.Contains(Core.Accounts.Outcome.Retained))
        {
            throw new DataException(DataProblem.Invalid, DataSentences.OneOutcome(file, input, resolved.Words));
        }
    }

    private void Refuse(string column, string key, string found, string expected) =>
        errors.Add(ErrorAt(rowNumbers.Count - 1, column, key, found, expected));

    private (RowError, InvalidCell) ErrorAt(int index, string column, string key, string found, string expected) =>
        (new RowError(file, lines[index], rowNumbers[index], column, found, expected), new InvalidCell(index, key));
}
