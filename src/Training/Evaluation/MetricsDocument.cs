using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Evaluation.Agreement;
using HealthScore.Training.Evaluation.Spreads;

namespace HealthScore.Training.Evaluation;

/// <summary>How many rows a band held and how many of them churned.</summary>
/// <param name="Band">The band.</param>
/// <param name="Rows">Rows of known outcome in it.</param>
/// <param name="Churned">Those of them that churned.</param>
public sealed record BandCount(Band Band, int Rows, int Churned)
{
    /// <summary>Share of the band's rows that churned; null for an empty band.</summary>
    public double? ChurnedShare => Rows == 0 ? null : (double)Churned / Rows;
}

/// <summary>
/// One evaluation: the formula, the challenger and equal weights side by side, with the floor beneath them.
/// </summary>
public sealed record MetricsDocument
{
    /// <summary>Rows of known outcome that were evaluated.</summary>
    public required int Rows { get; init; }

    public required int Churned { get; init; }

    /// <summary>Log-loss of calling every row the training base rate; see <see cref="Metrics.PriorLogLoss"/>.</summary>
    public required double PriorLogLoss { get; init; }

    public required MetricsPart Formula { get; init; }

    /// <summary>Null where none was trained.</summary>
    public required MetricsPart? Challenger { get; init; }

    public required MetricsPart EqualWeights { get; init; }

    /// <summary>
    /// Which rows these are, in words: <c>out_of_fold</c>, <c>out_of_time</c>, <c>user_folds</c> or <c>given_rows</c>.
    /// </summary>
    public string? Basis { get; init; }

    /// <summary>Block by block, where each was scored by a model of the rows before it; else empty.</summary>
    public ImmutableArray<BlockFigures> Blocks { get; init; } = [];

    /// <summary>Worst to best, as the formula banded the evaluated rows; empty where that was not asked for.</summary>
    public ImmutableArray<BandCount> Bands { get; init; } = [];

    /// <summary>The same for equal weights.</summary>
    public ImmutableArray<BandCount> EqualWeightsBands { get; init; } = [];

    /// <summary>How formula and challenger agree; null where there is no challenger.</summary>
    public ModelAgreement? Agreement { get; init; }

    /// <summary>Of the formula fitted on all rows, with intervals; empty where no formula was.</summary>
    public ImmutableArray<WeightInterval> Weights { get; init; } = [];

    /// <summary>On what the thresholds of that formula rest; null where no formula was.</summary>
    public BandEvidence? Evidence { get; init; }

    /// <summary>How held-out rows spread over probability and health; null where that was not asked for.</summary>
    public ScoreSpread? Spread { get; init; }

    /// <summary>Columns of the configuration that are no factor, each with its reason.</summary>
    public ImmutableArray<LeftOutColumn> LeftOutColumns { get; init; } = [];

    /// <summary>
    /// What was accepted in spite of a check or a gate, as it was typed: <c>Q04</c>, <c>Q11:COLUMN</c>.
    /// </summary>
    public ImmutableArray<string> Accepted { get; init; } = [];
}
