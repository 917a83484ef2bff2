using System.Collections.Immutable;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>How near formula and challenger are on all rows, or on those of one segment.</summary>
/// <remarks>
/// The gap over folds is that of the mean figures, as the figures themselves are. A segment's rows, few in a fold, and
/// all ranks and bands are those of the folds' rows thrown together.
/// </remarks>
public sealed record AgreementFigures
{
    /// <summary>Null for all rows.</summary>
    public required string? Segment { get; init; }

    public required int Rows { get; init; }

    /// <summary>
    /// Challenger first: the difference is the formula's less the challenger's. Null for one outcome.
    /// </summary>
    public required PairedDifference? Auc { get; init; }

    /// <summary>The same of log-loss: below 0 the formula is better.</summary>
    public required PairedDifference LogLoss { get; init; }

    /// <summary>
    /// Spearman's correlation of both probabilities' ranks; null where one model says the same of all.
    /// </summary>
    public required double? Spearman { get; init; }

    /// <summary>Kendall's tau-b of the same.</summary>
    public required double? Kendall { get; init; }

    public required BandAgreement Bands { get; init; }

    internal static AgreementFigures OverFolds(IReadOnlyList<AnsweredRows> folds) =>
        Of(
            segment: null,
            AnsweredRows.Together(folds),
            [.. folds.Where(fold => fold.Churned.Length > 0).Select(fold => fold.Pairs)]
        );

    /// <summary>By segment, in the order of their names; none where there is one only.</summary>
    internal static ImmutableArray<AgreementFigures> BySegment(AnsweredRows rows)
    {
        var segments = Enumerable
            .Range(0, rows.Churned.Length)
            .GroupBy(row => rows.Segments?[row] ?? "all", StringComparer.Ordinal)
            .OrderBy(segment => segment.Key, StringComparer.Ordinal)
            .Select(segment => (Name: segment.Key, Rows: rows.Take([.. segment])))
            .ToArray();
        return segments.Length < 2 ? [] : [.. segments.Select(s => Of(s.Name, s.Rows, [s.Rows.Pairs]))];
    }

    private static AgreementFigures Of(string? segment, AnsweredRows rows, IReadOnlyList<PairedRows> folds) =>
        new()
        {
            Segment = segment,
            Rows = rows.Churned.Length,
            Auc = PairedDifference.OfAuc(folds),
            LogLoss = PairedDifference.OfLogLoss(folds),
            Spearman = Ranks.Spearman(rows.Formula, rows.Challenger),
            Kendall = Ranks.Kendall(rows.Formula, rows.Challenger),
            Bands = BandAgreement.Of(rows.FormulaBands, rows.ChallengerBands),
        };
}
