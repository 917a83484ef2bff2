using System.Collections.Immutable;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>One row that formula and challenger answer differently.</summary>
/// <param name="Account">Its id; never in a file of a model directory.</param>
/// <param name="Gap">Why.</param>
public sealed record DifferingRow(string Account, AnswerGap Gap)
{
    /// <summary>Null where the data are undated.</summary>
    public required DateOnly? AsOf { get; init; }

    public required string Segment { get; init; }

    public required Band FormulaBand { get; init; }

    public required Band ChallengerBand { get; init; }

    /// <summary>Challenger less formula, as probabilities.</summary>
    public double Difference => Gap.TreesProbability - Gap.FormulaProbability;
}

/// <summary>Rows that fall in different bands, by why they do.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Rows">How many.</param>
public sealed record DifferingKind(GapKind Kind, int Rows)
{
    /// <summary>Factors that differ most, with the rows in which each does, most rows first.</summary>
    public ImmutableArray<(string Factor, int Rows)> Leading { get; init; } = [];
}
