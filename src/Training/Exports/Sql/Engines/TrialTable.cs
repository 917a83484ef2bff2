using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>What a column of a trial holds.</summary>
internal enum TrialKind
{
    Number,
    Text,
    Day,
}

/// <summary>One cell of a trial; all null where the row has nothing.</summary>
internal readonly record struct TrialCell(double? Number = null, string? Text = null, DateOnly? Day = null);

/// <summary>One column of a trial.</summary>
internal sealed record TrialColumn(string Name, TrialKind Kind, TrialCell[] Cells);

/// <summary>Rows that are put into an engine; beside the columns each has its number.</summary>
/// <param name="RowNumber">Name of the column of numbers.</param>
/// <param name="FirstNumber">Of the first row; the others follow.</param>
/// <param name="RowCount">How many rows.</param>
/// <param name="Columns">All as long.</param>
internal sealed record TrialTable(
    string RowNumber,
    long FirstNumber,
    int RowCount,
    ImmutableArray<TrialColumn> Columns
);

/// <summary>What an engine answered of one row; reused from row to row. Empty texts are null.</summary>
internal sealed class EngineAnswer(int keys)
{
    public long Row { get; set; }

    public string? Status { get; set; }

    public long? HealthPoints { get; set; }

    public double? Health { get; set; }

    public double? ChurnProbability { get; set; }

    public string? Band { get; set; }

    public double? Coverage { get; set; }

    public string?[] Reasons { get; } = new string?[3];

    public string? FormulaHash { get; set; }

    public long?[] Points { get; } = new long?[keys];
}

/// <summary>An engine that scores trial rows in temporary tables of its own and leaves nothing behind.</summary>
internal interface ISqlEngine : IDisposable
{
    /// <summary>As queries name the table of rows.</summary>
    string RowsTable { get; }

    /// <summary>Makes the table of rows and fills it, numbers to the bit.</summary>
    void Load(TrialTable rows);

    /// <summary>Runs a query over the rows into a table of its own.</summary>
    void Score(string query);

    /// <summary>What the query gave, by row number.</summary>
    /// <param name="rowNumber">Name of the column of numbers.</param>
    /// <param name="pointsColumns">Names of the columns of points.</param>
    IEnumerable<EngineAnswer> Answers(string rowNumber, ImmutableArray<string> pointsColumns);

    /// <summary>Removes both tables.</summary>
    void Clear();
}
