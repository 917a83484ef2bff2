using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Pooling;

namespace HealthScore.Training.Evaluation;

/// <summary>
/// Whether a segment or stage needs a formula of its own: what its rows gain by it where neither formula has seen them.
/// </summary>
/// <param name="Kind">Segment or stage.</param>
/// <param name="Name">Its name in the data.</param>
/// <param name="Rows">Held-out rows of known outcome.</param>
/// <param name="Churned">Those of them that churned.</param>
/// <param name="Saved">Mean log-loss saved a row by the formulas of segments and stages.</param>
/// <param name="Error">Standard error of <paramref name="Saved"/>, by account.</param>
public sealed record SegmentAdvice(PooledUnitKind Kind, string Name, int Rows, int Churned, double Saved, double Error)
{
    /// <summary>AUC within the segment; null where its rows have one outcome only.</summary>
    public required double? CommonAuc { get; init; }

    /// <inheritdoc cref="CommonAuc"/>
    public required double? OwnAuc { get; init; }

    /// <summary>
    /// More is saved than chance gives and takes; below that the segment could be merged with the rest.
    /// </summary>
    public bool NeedsItsOwn => Saved > Error && Saved > 0;

    /// <summary>By unit that some fold found to be one, in the order of kind and name.</summary>
    public static ImmutableArray<SegmentAdvice> Of(CrossValidated heldOut)
    {
        var rows = heldOut.Folds.SelectMany(KnownRowsOf).ToArray();
        return
        [
            .. heldOut
                .Folds.SelectMany(fold => fold.Formulas.Units)
                .Select(unit => (unit.Kind, unit.Name))
                .Distinct()
                .OrderBy(unit => unit.Kind)
                .ThenBy(unit => unit.Name, StringComparer.Ordinal)
                .Select(unit =>
                    Of(
                        unit.Kind,
                        unit.Name,
                        [.. rows.Where(r => (unit.Kind == PooledUnitKind.Segment ? r.Segment : r.Stage) == unit.Name)]
                    )
                )
                .Where(advice => advice.Rows > 0),
        ];
    }

    private static SegmentAdvice Of(PooledUnitKind kind, string name, HeldOutRow[] rows)
    {
        var saved = rows.GroupBy(row => row.Account, row => row.Saved, StringComparer.Ordinal)
            .Select(account => (Sum: account.Sum(), Count: account.Count()))
            .ToArray();
        var mean = saved.Sum(account => account.Sum) / Math.Max(1, rows.Length);
        var squares = saved.Sum(account =>
        {
            var away = account.Sum - (account.Count * mean);
            return away * away;
        });
        bool[] churned = [.. rows.Select(row => row.Churned)];
        return new SegmentAdvice(
            kind,
            name,
            rows.Length,
            churned.Count(c => c),
            mean,
            Math.Sqrt(squares) / Math.Max(1, rows.Length)
        )
        {
            CommonAuc = AucOf(row => row.Common),
            OwnAuc = AucOf(row => row.Own),
        };

        double? AucOf(Func<HeldOutRow, double> probability) =>
            rows.Length == 0 ? null : Metrics.Of(new ScoredRows([.. rows.Select(probability)], churned)).Auc;
    }

    private static IEnumerable<HeldOutRow> KnownRowsOf(ScoredFold fold) =>
        fold
            .Fold.Test.Select((row, i) => (Row: row, Place: i))
            .Where(at => fold.Table.Outcomes[at.Row] != Outcome.Unknown)
            .Select(at => new HeldOutRow(
                fold.Table,
                at.Row,
                fold.CommonProbabilities[at.Place],
                fold.Probabilities[at.Place]
            ));

    private sealed record HeldOutRow(TrainingTable Table, int Row, double Common, double Own)
    {
        public string Account => Table.AccountOf(Row);

        public string? Segment => Table.Segments?[Row];

        public string? Stage => Table.Stages?[Row];

        public bool Churned => Table.Outcomes[Row] == Outcome.Churned;

        public double Saved => Churned ? Logistic.Log(Own / Common) : Logistic.Log((1 - Own) / (1 - Common));
    }
}
