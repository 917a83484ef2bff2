using System.Collections.Immutable;
using HealthScore.Training.Comparison.Drifting;

namespace HealthScore.Training.Comparison;

/// <summary>Two models side by side: what re-training changed.</summary>
public sealed record ModelComparison
{
    public required ComparedModel Old { get; init; }

    public required ComparedModel New { get; init; }

    /// <summary>One per segment and stage.</summary>
    public required ImmutableArray<FormulaChange> Formulas { get; init; }

    /// <summary>Null without rows of known outcome.</summary>
    public required PairedMetrics? Metrics { get; init; }

    /// <summary>Null without rows.</summary>
    public required BandMoves? Bands { get; init; }

    /// <summary>The farthest shifted factor first.</summary>
    public required ImmutableArray<FactorDrift> Drift { get; init; }

    public required ImmutableArray<Gate> Gates { get; init; }

    /// <param name="old">The model in use.</param>
    /// <param name="new">The one that might replace it.</param>
    /// <param name="rows">Rows that both read; null where there are none.</param>
    public static ModelComparison Of(ComparedModel old, ComparedModel @new, ComparedRows? rows)
    {
        var metrics = rows is null ? null : PairedMetrics.Of(old, @new, rows);
        return new ModelComparison
        {
            Old = old,
            New = @new,
            Formulas = FormulaChange.Of(old, @new),
            Metrics = metrics,
            Bands = rows is null ? null : BandMoves.Of(old.Model, @new.Model, rows),
            Drift = FactorDrift.Of(old, @new, rows),
            Gates = Gate.Of(@new, metrics),
        };
    }
}
