namespace HealthScore.Core.Explaining;

/// <summary>One reason with all that belongs to it. Points are in 10^-7.</summary>
/// <param name="Code">Id of its <see cref="ReasonCode"/>.</param>
/// <param name="Reason">As files and the wire have it: a key, <c>missing:key</c>, <c>unknown:key</c>, ….</param>
/// <param name="Sentence">For people.</param>
public sealed record ExplainedReason(string Code, string Reason, string Sentence)
{
    /// <summary>Key of the factor or pair; null where the reason is not about one.</summary>
    public string? Factor { get; init; }

    /// <summary>The value with its unit, a level, or that it was not measured.</summary>
    public string? Value { get; init; }

    /// <summary>The bin the value fell in, in words.</summary>
    public string? Bin { get; init; }

    /// <summary>Points below the formula's training mean, 0 or more; null where there is no score.</summary>
    public int? PointsLost { get; init; }

    /// <summary>The nearest bin that gives more points, in words; null where none does.</summary>
    public string? NextBin { get; init; }

    /// <summary>Points that health would gain there, pairs included.</summary>
    public int? PointsToNextBin { get; init; }
}
