using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Data;

/// <summary>
/// Rows of a file as columns. All arrays have <see cref="RowCount"/> elements, in the order of the file; a column
/// that the configuration does not name is null.
/// </summary>
public sealed record TrainingTable
{
    /// <summary>With the levels of every ordinal and categorical factor filled in.</summary>
    public required FactorCatalog Catalog { get; init; }

    public required int RowCount { get; init; }

    /// <summary>
    /// Per factor of the catalog: a number, a level's index, NaN where missing, -1 for a level never seen.
    /// </summary>
    public required double[][] Values { get; init; }

    /// <summary>
    /// Number of each row among the file's data rows, the first being 1: the account id where there is no column.
    /// </summary>
    public required int[] RowNumbers { get; init; }

    public string[]? Accounts { get; init; }

    public DateOnly[]? AsOf { get; init; }

    public string[]? Segments { get; init; }

    public string[]? Stages { get; init; }

    /// <summary>Annual value, NaN where empty.</summary>
    public double[]? Amounts { get; init; }

    public DateOnly?[]? Notices { get; init; }

    /// <summary>All unknown where the file has no outcome column.</summary>
    public required Outcome[] Outcomes { get; init; }

    /// <summary>
    /// Text of further columns that were asked for (folds, kept columns, context), by column name; "" where empty.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Texts { get; init; } = new Dictionary<string, string[]>();

    public string AccountOf(int row) => Accounts?[row] ?? RowNumbers[row].ToString();

    /// <summary>The same columns with only the given rows, in the given order.</summary>
    public TrainingTable Take(int[] rows) =>
        this with
        {
            RowCount = rows.Length,
            Values = [.. Values.Select(column => Pick(column, rows))],
            RowNumbers = Pick(RowNumbers, rows),
            Accounts = Accounts is null ? null : Pick(Accounts, rows),
            AsOf = AsOf is null ? null : Pick(AsOf, rows),
            Segments = Segments is null ? null : Pick(Segments, rows),
            Stages = Stages is null ? null : Pick(Stages, rows),
            Amounts = Amounts is null ? null : Pick(Amounts, rows),
            Notices = Notices is null ? null : Pick(Notices, rows),
            Outcomes = Pick(Outcomes, rows),
            Texts = Texts.ToDictionary(t => t.Key, t => Pick(t.Value, rows), StringComparer.Ordinal),
        };

    private static T[] Pick<T>(T[] column, int[] rows) => Array.ConvertAll(rows, row => column[row]);
}
