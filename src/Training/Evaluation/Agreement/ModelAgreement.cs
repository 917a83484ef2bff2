using System.Collections.Immutable;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>
/// Formula and challenger beside each other: the gap between their figures, whether they put the same accounts first
/// and in the same bands, and where the challenger goes against a declared direction.
/// </summary>
public sealed record ModelAgreement
{
    public required AgreementFigures All { get; init; }

    /// <summary>By segment, in the order of their names; empty where there is one only.</summary>
    public ImmutableArray<AgreementFigures> Segments { get; init; } = [];

    /// <summary>One for each factor with a declared direction, in catalog order.</summary>
    public ImmutableArray<DirectionBreaks> Directions { get; init; } = [];

    /// <summary>Rows in different bands by why they are, in the order of the kinds; those that occur.</summary>
    public ImmutableArray<DifferingKind> Kinds { get; init; } = [];

    /// <summary>The rows that differ most in probability, the farthest apart first; in no file of a model.</summary>
    public ImmutableArray<DifferingRow> Differing { get; init; } = [];

    internal static ModelAgreement Of(
        IReadOnlyList<AnsweredRows> folds,
        IReadOnlyCollection<ImmutableArray<DirectionBreaks>> directions,
        IReadOnlyCollection<DifferingRows> differing
    )
    {
        AnsweredRows[] rows = [.. folds.Select(fold => fold.InOrder())];
        var together = DifferingRows.Together(differing);
        return new ModelAgreement
        {
            All = AgreementFigures.OverFolds(rows),
            Segments = AgreementFigures.BySegment(AnsweredRows.Together(rows)),
            Directions = DirectionBreaks.OverFolds(directions),
            Kinds = together.Kinds,
            Differing = together.Listed,
        };
    }
}
