using System.Collections.Immutable;

namespace HealthScore.Training.Quality;

/// <summary>What a finding does: a block stops <c>check</c> and <c>train</c> unless it is accepted.</summary>
public enum Severity
{
    Info,
    Warning,
    Block,
}

/// <summary>One thing that a check found.</summary>
/// <param name="Id">The check, such as Q04.</param>
/// <param name="Severity">What it does.</param>
/// <param name="Column">The file's column, or "" where it is about whole rows.</param>
/// <param name="Sentence">What was found and what was expected, for people.</param>
public sealed record QualityFinding(string Id, Severity Severity, string Column, string Sentence)
{
    /// <summary>Rows that a finding lists at most.</summary>
    public const int SampleSize = 10;

    /// <summary>"" where it is about all segments.</summary>
    public string Segment { get; init; } = "";

    public string Stage { get; init; } = "";

    /// <summary>Affected rows, in number; for findings about a column the rows that were judged.</summary>
    public int Count { get; init; }

    /// <summary>Numbers in the file of rows that accepting the finding leaves out.</summary>
    public ImmutableArray<int> AffectedRows { get; init; } = [];

    /// <summary>Numbers in the file of the first affected rows.</summary>
    public ImmutableArray<int> SampleRows { get; init; } = [];

    /// <summary>What was measured, against <see cref="Limit"/>.</summary>
    public double? Value { get; init; }

    public double? Limit { get; init; }

    /// <summary>Position of the factor in the catalog, where it is about one.</summary>
    internal int Factor { get; init; } = -1;

    /// <summary>What a cell should hold, where rows are refused.</summary>
    internal string Expected { get; init; } = "";

    /// <summary>The same finding about these rows of the file, which accepting it leaves out.</summary>
    internal QualityFinding WithRows(IEnumerable<int> rowNumbers)
    {
        ImmutableArray<int> rows = [.. rowNumbers];
        return this with { Count = rows.Length, AffectedRows = rows, SampleRows = [.. rows.Take(SampleSize)] };
    }
}
