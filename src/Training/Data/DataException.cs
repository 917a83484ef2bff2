using System.Collections.Immutable;

namespace HealthScore.Training.Data;

/// <summary>
/// What kind of thing is wrong with what the user gave; the edge of the process makes it an exit code.
/// </summary>
public enum DataProblem
{
    /// <summary>The data or the configuration are not usable (exit 3).</summary>
    Invalid,

    /// <summary>The command was asked for something that does not fit the data (exit 2).</summary>
    Usage,

    /// <summary>A file is not there (exit 5).</summary>
    NotFound,
}

/// <summary>Input that cannot be used at all, with every reason found, one sentence each.</summary>
public sealed class DataException : Exception
{
    public DataException(DataProblem problem, params IEnumerable<string> sentences)
        : base(string.Join('\n', sentences))
    {
        Problem = problem;
        Sentences = [.. sentences];
    }

    public DataException(ImmutableArray<RowError> rows)
        : this(DataProblem.Invalid, rows.Select(row => row.Sentence)) => Rows = rows;

    public DataProblem Problem { get; }

    public ImmutableArray<string> Sentences { get; }

    /// <summary>
    /// The rows that made the file unusable, for the list of rejected rows; empty where it was not a row.
    /// </summary>
    public ImmutableArray<RowError> Rows { get; } = [];
}
