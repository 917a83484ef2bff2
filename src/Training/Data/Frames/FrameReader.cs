using System.Collections.Immutable;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Data.Frames;

/// <summary>
/// Tables of ML.NET programs as the tables that training reads: the same levels, missing words, dates, outcomes and
/// errors as <see cref="TableReader"/> finds in a file with the same text, so that the same rows make the same formula.
/// </summary>
/// <remarks>
/// ML.NET has no missing whole numbers and booleans: as an <see cref="IDataView"/> a <see cref="DataFrame"/> gives 0
/// and
/// False for null, in silence. A frame is therefore read by its own columns, also where it is given as a view; a view
/// made from a frame by a transform has lost its nulls already: convert such columns to doubles first.
/// </remarks>
/// <example><code>
/// var reading = FrameReader.FromDataFrame(frame, TableSchema.From(configuration));
/// var outcome = TrainingRun.Train(reading.GoodRows(), configuration, FitSettings.Default, [], "1.0.0");
/// </code></example>
public static class FrameReader
{
    /// <summary>Reads a frame; the line of a row is its number, the first being 1.</summary>
    /// <exception cref="DataException">
    /// It lacks columns of the schema, has one of another kind than numbers, text, booleans and days, or has no rows;
    /// or
    /// the outcome is required and there are not both churned and retained rows.
    /// </exception>
    public static TableReading FromDataFrame(DataFrame frame, TableSchema schema) =>
        TableReader.Read(
            "DataFrame",
            schema,
            intakeFor =>
            {
                var rows = intakeFor(FileHeader.Check("DataFrame", frame.Columns.Select(c => c.Name), separator: null));
                RequireFlat(rows, column => frame.Columns[column].DataType);
                for (var row = 0L; row < frame.Rows.Count; row++)
                {
                    var at = row;
                    Give(rows, row + 1, column => frame.Columns[column][at]);
                }

                rows.RequireRows();
                return rows;
            }
        );

    /// <summary>Reads a view; the line of a row is its number, the first being 1.</summary>
    /// <inheritdoc cref="FromDataFrame(DataFrame, TableSchema)"/>
    public static TableReading FromDataView(IDataView view, TableSchema schema) =>
        view is DataFrame frame
            ? FromDataFrame(frame, schema)
            : TableReader.Read("IDataView", schema, intakeFor => ReadView(view, intakeFor));

    private static RowIntake ReadView(IDataView view, Func<ImmutableArray<string>, RowIntake> intakeFor)
    {
        // A column that another of its name stands before is hidden: nobody can ask for it.
        DataViewSchema.Column[] columns = [.. view.Schema.Where(column => !column.IsHidden)];
        var rows = intakeFor(FileHeader.Check("IDataView", columns.Select(c => c.Name), separator: null));
        RequireFlat(rows, column => TypeOf(columns[column].Type));
        DataViewSchema.Column[] read = [.. Wanted(rows).Select(column => columns[column])];
        using var cursor = view.GetRowCursor(read);
        var getters = Wanted(rows).ToDictionary(column => column, column => GetterOf(cursor, columns[column]));
        for (var row = 1L; cursor.MoveNext(); row++)
        {
            Give(rows, row, column => getters[column]());
        }

        rows.RequireRows();
        return rows;
    }

    private static IEnumerable<int> Wanted(RowIntake rows) =>
        rows
            .Uses.Select(use => use.FileColumn)
            .Concat(rows.FilterColumn < 0 ? (int[])[] : [rows.FilterColumn])
            .Distinct();

    private static void Give(RowIntake rows, long line, Func<int, object?> valueOf)
    {
        var filterCell = rows.FilterColumn < 0 ? [] : FrameCell.BytesOf(valueOf(rows.FilterColumn));
        if (!rows.Begins(line, filterCell))
        {
            return;
        }

        foreach (var use in rows.Uses)
        {
            var value = valueOf(use.FileColumn);
            if (use.Builder is NumberColumn numbers && value is double number && double.IsFinite(number))
            {
                numbers.Add(number);
            }
            else if (
                value is null or double.NaN or float.NaN
                && use.Builder is NumberColumn or LevelColumn or OutcomeColumn
            )
            {
                use.Builder.AddNothing();
            }
            else
            {
                rows.Cell(use, FrameCell.BytesOf(value));
            }
        }
    }

    private static void RequireFlat(RowIntake rows, Func<int, Type> typeOf)
    {
        var nested = rows
            .Uses.Where(use => !FrameCell.IsFlat(typeOf(use.FileColumn)))
            .Select(use => DataSentences.NestedColumn(rows.File, use.Name, typeOf(use.FileColumn).Name))
            .Distinct()
            .ToArray();
        if (nested.Length > 0)
        {
            throw new DataException(DataProblem.Invalid, nested);
        }
    }

    /// <summary>A key is the number of a text, not the text: it is no column of data.</summary>
    private static Type TypeOf(DataViewType type) => type is KeyDataViewType ? typeof(KeyDataViewType) : type.RawType;

    private static Func<object?> GetterOf(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        column.Type.RawType switch
        {
            var type when type == typeof(double) => GetterOf<double>(cursor, column),
            var type when type == typeof(float) => GetterOf<float>(cursor, column),
            var type when type == typeof(bool) => GetterOf<bool>(cursor, column),
            var type when type == typeof(sbyte) => GetterOf<sbyte>(cursor, column),
            var type when type == typeof(short) => GetterOf<short>(cursor, column),
            var type when type == typeof(int) => GetterOf<int>(cursor, column),
            var type when type == typeof(long) => GetterOf<long>(cursor, column),
            var type when type == typeof(byte) => GetterOf<byte>(cursor, column),
            var type when type == typeof(ushort) => GetterOf<ushort>(cursor, column),
            var type when type == typeof(uint) => GetterOf<uint>(cursor, column),
            var type when type == typeof(ulong) => GetterOf<ulong>(cursor, column),
            var type when type == typeof(DateTime) => GetterOf<DateTime>(cursor, column),
            _ => GetterOf<ReadOnlyMemory<char>>(cursor, column),
        };

    private static Func<object?> GetterOf<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        var getter = cursor.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }
}
