using System.Collections.Immutable;

namespace HealthScore.Core.Accounts;

/// <summary>What was known of one account at the end of one day; nothing later.</summary>
public sealed record Snapshot
{
    public required string Account { get; init; }

    /// <summary>Null where the data are undated.</summary>
    public DateOnly? AsOf { get; init; }

    public string Segment { get; init; } = "all";

    public string Stage { get; init; } = "all";

    public string? PreviousStage { get; init; }

    public DateOnly? StageSince { get; init; }

    /// <summary>The day the customer gave notice, if they did.</summary>
    public DateOnly? Notice { get; init; }

    /// <summary>Annual value in the company's currency.</summary>
    public decimal? Value { get; init; }

    /// <summary>Owner, renewal date, product line: shown and filtered by, never fitted.</summary>
    public ImmutableDictionary<string, string> Context { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// In catalog order: a number, the index of a level, NaN where missing, -1 for a level never seen.
    /// </summary>
    public required double[] Values { get; init; }
}

/// <summary>What became of an account within the horizon. An unfinished horizon is unknown, never retained.</summary>
public enum Outcome : byte
{
    Unknown,
    Retained,
    Churned,
}
