using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Verifying;

/// <summary>One answer of an engine that is not ours.</summary>
/// <param name="Column">Which column of the result.</param>
/// <param name="Row">Number of the trial row.</param>
/// <param name="Found">What the engine said.</param>
/// <param name="Expected">What C# says.</param>
public sealed record Difference(string Column, long Row, string Found, string Expected);

/// <summary>How an engine's answers compare with ours.</summary>
public sealed record VerificationResult
{
    public required long EdgeRows { get; init; }

    public required long RandomRows { get; init; }

    /// <summary>Rows that got a score; the others are withheld or in notice, which is compared too.</summary>
    public required long ScoredRows { get; init; }

    /// <summary>How many answers differ, by column of the result; empty where none does.</summary>
    public required ImmutableSortedDictionary<string, long> DifferencesByColumn { get; init; }

    /// <summary>The first few of them.</summary>
    public required ImmutableArray<Difference> Examples { get; init; }

    /// <summary>Largest distance of a churn probability; two libraries' exp differ in the last digits.</summary>
    public required double LargestProbabilityDistance { get; init; }

    /// <summary>Time the engine took for the query, without loading and reading.</summary>
    public required TimeSpan QueryTime { get; init; }

    public long Rows => EdgeRows + RandomRows;

    public double RowsPerSecond => Rows / QueryTime.TotalSeconds;

    public bool Holds => DifferencesByColumn.IsEmpty;
}
