using System.Collections.Immutable;

namespace HealthScore.Core.Explaining;

/// <summary>One line of the arithmetic, as text that loses nothing.</summary>
/// <param name="Factor">The factor's key.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Pillar">Its pillar.</param>
/// <param name="Value">The value with its unit, a level, or that it was not measured.</param>
/// <param name="Bin">The bin the value fell in, in words.</param>
/// <param name="Weight">Exact; all weights sum to 1.</param>
/// <param name="SubScore">0..100, to seven decimals: weight x sub-score, rounded to seven decimals, is points.</param>
/// <param name="Points">Exact; all points sum to health.</param>
/// <param name="BestPoints">The most this factor can add: 100 x weight.</param>
/// <param name="OneToTen">The sub-score on the scale from 1 to 10: 1 + 9 x sub-score / 100, two decimals.</param>
/// <param name="Measured">False where missing or never seen.</param>
public sealed record ArithmeticRow(
    string Factor,
    string Title,
    string Pillar,
    string Value,
    string Bin,
    string Weight,
    string SubScore,
    string Points,
    string BestPoints,
    string OneToTen,
    bool Measured
);

/// <summary>The arithmetic of one score, ready to be printed: a reader with a pencil gets the same numbers.</summary>
public sealed record Arithmetic
{
    /// <summary>Who, when, which model: "account 7590-VHVEG, as of 2025-06-30".</summary>
    public required ImmutableArray<string> Heading { get; init; }

    /// <summary>The heaviest first; empty where no score was given.</summary>
    public required ImmutableArray<ArithmeticRow> Rows { get; init; }

    /// <summary>Exact sum of the points; null where no score was given.</summary>
    public required string? Health { get; init; }

    /// <summary>Health, log-odds, probability, band, coverage: one equation a line.</summary>
    public required ImmutableArray<string> Equations { get; init; }

    /// <summary>Why the score is not higher, or why there is none.</summary>
    public required ImmutableArray<ExplainedReason> Reasons { get; init; }

    /// <summary>Which direction is good, where bands begin, what ten points more mean.</summary>
    public required ImmutableArray<string> Meaning { get; init; }
}
