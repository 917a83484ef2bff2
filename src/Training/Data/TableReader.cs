using System.Collections.Immutable;
using HealthScore.Core.Accounts;

namespace HealthScore.Training.Data;

/// <summary>A file to a table: CSV, or Parquet where the name ends in <c>.parquet</c>.</summary>
public static class TableReader
{
    /// <exception cref="DataException">
    /// The file is not there, cannot be taken apart, lacks columns of the schema or has no rows; or the outcome is
    /// required and there are not both churned and retained rows.
    /// </exception>
    public static TableReading Read(string path, TableSchema schema) =>
        Read(Path.GetFileName(path), schema, intakeFor => RowSource.Read(path, schema.Separator, intakeFor));

    /// <param name="name">What sentences call the source.</param>
    /// <param name="schema">Which columns are read.</param>
    /// <param name="read">Feeds the intake that is made for its header.</param>
    internal static TableReading Read(
        string name,
        TableSchema schema,
        Func<Func<ImmutableArray<string>, RowIntake>, RowIntake> read
    )
    {
        ColumnSet? columns = null;
        var rows = read(header =>
        {
            FileHeader.RequireColumns(name, header, ColumnSet.Wanted(schema));
            columns = new ColumnSet(schema, header);
            return new RowIntake(name, header, [.. columns.Uses], schema.Where);
        });
        return Finish(rows, schema, columns!);
    }

    private static TableReading Finish(RowIntake rows, TableSchema schema, ColumnSet columns)
    {
        var resolved = columns.Outcome?.Resolve();
        foreach (var (index, word) in resolved?.Third ?? [])
        {
            rows.Refuse(
                index,
                schema.Input.OutcomeColumn,
                "outcome",
                CellText.Shown(word),
                DataSentences.OutcomeExpected(schema.Input, resolved!.Retained!)
            );
        }

        if (
            schema.Outcome == OutcomeReading.Required
            && !(resolved!.Outcomes.Contains(Outcome.Churned) && resolved.Outcomes.Contains(Outcome.Retained))
        )
        {
            throw new DataException(
                DataProblem.Invalid,
                DataSentences.OneOutcome(rows.File, schema.Input, resolved.Words)
            );
        }

        var errors = rows.Errors;
        return new TableReading
        {
            File = rows.File,
            Table = columns.Table(schema, [.. rows.RowNumbers], resolved),
            Errors = [.. errors.Select(e => e.Error)],
            InvalidCells = [.. errors.Select(e => e.Cell)],
            UnlistedLevels = [.. columns.UnlistedLevels(schema, rows.RowNumbers)],
            Lines = [.. rows.Lines],
            RowsInFile = rows.RowsInFile,
            Header = rows.Header,
        };
    }
}
