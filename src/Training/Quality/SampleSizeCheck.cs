using HealthScore.Core.Accounts;

namespace HealthScore.Training.Quality;

/// <summary>Q16: enough rows per segment and stage to be shown at all, and enough churned rows per factor.</summary>
internal static class SampleSizeCheck
{
    public const string Id = "Q16";
    public const int LeastChurned = 10;
    public const int LeastRows = 100;
    public const int LeastPerFactor = 10;

    public static IEnumerable<QualityFinding> Find(QualitySubject subject) =>
        SmallCells(subject).Concat(ChurnedPerFactor(subject));

    private static IEnumerable<QualityFinding> SmallCells(QualitySubject subject)
    {
        var table = subject.Table;
        var cells = Enumerable
            .Range(0, table.RowCount)
            .Where(row => table.Outcomes[row] != Outcome.Unknown)
            .GroupBy(row => (Segment: table.Segments?[row] ?? "all", Stage: table.Stages?[row] ?? "all"))
            .OrderBy(cell => cell.Key.Segment, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key.Stage, StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            var rows = cell.Count();
            var churned = cell.Count(row => table.Outcomes[row] == Outcome.Churned);
            if (churned < LeastChurned || rows < LeastRows)
            {
                yield return new QualityFinding(
                    Id,
                    Severity.Warning,
                    "",
                    QualitySentences.SmallCell(cell.Key.Segment, cell.Key.Stage, rows, churned)
                )
                {
                    Segment = cell.Key.Segment,
                    Stage = cell.Key.Stage,
                    Count = rows,
                    Value = churned < LeastChurned ? churned : rows,
                    Limit = churned < LeastChurned ? LeastChurned : LeastRows,
                };
            }
        }
    }

    private static IEnumerable<QualityFinding> ChurnedPerFactor(QualitySubject subject)
    {
        var table = subject.Table;
        var fewer = Math.Min(
            table.Outcomes.Count(o => o == Outcome.Churned),
            table.Outcomes.Count(o => o == Outcome.Retained)
        );
        var each = fewer / (double)Math.Max(1, table.Catalog.Count);
        if (each < LeastPerFactor)
        {
            yield return new QualityFinding(
                Id,
                Severity.Info,
                "",
                QualitySentences.FewPerFactor(fewer, table.Catalog.Count, each)
            )
            {
                Count = fewer,
                Value = each,
                Limit = LeastPerFactor,
            };
        }
    }
}
