using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Pooling;

/// <summary>A segment and a stage, as positions among the units that are pooled.</summary>
internal readonly record struct PooledCell(int Segment, int Stage)
{
    public const int Any = -1;

    public bool Holds(PooledCell other) =>
        (Segment == Any || Segment == other.Segment) && (Stage == Any || Stage == other.Stage);
}

/// <summary>Segments and stages that may differ, in ordinal order of their names, and the cells they make.</summary>
/// <param name="Segments">Names; none where there is one segment only.</param>
/// <param name="Stages">The same of stages.</param>
/// <param name="Cells">
/// Every segment with every stage that rows are of, and each with any stage or segment (-1), which a newcomer takes.
/// </param>
/// <param name="CellOfRow">By row that was given.</param>
internal sealed record PoolingUnits(string[] Segments, string[] Stages, PooledCell[] Cells, int[] CellOfRow)
{
    /// <summary>Of either outcome; a segment or stage with fewer has the common formula.</summary>
    public const int FewestOfEachOutcome = 10;

    /// <summary>More are not segments but something else, such as an owner.</summary>
    public const int Most = 16;

    public static PoolingUnits Of(TrainingTable table, int[] rows)
    {
        var segments = UnitsOf(table.Segments, table, rows);
        var stages = UnitsOf(table.Stages, table, rows);
        var cells = Array.ConvertAll(
            rows,
            row => new PooledCell(Place(segments, table.Segments, row), Place(stages, table.Stages, row))
        );
        PooledCell[] distinct =
        [
            .. cells
                .Concat(segments.Select((_, g) => new PooledCell(g, PooledCell.Any)))
                .Concat(stages.Select((_, l) => new PooledCell(PooledCell.Any, l)))
                .Distinct()
                .OrderBy(c => c.Segment)
                .ThenBy(c => c.Stage),
        ];
        return new PoolingUnits(segments, stages, distinct, Array.ConvertAll(cells, c => Array.IndexOf(distinct, c)));
    }

    public string SegmentOf(PooledCell cell) => cell.Segment == PooledCell.Any ? "all" : Segments[cell.Segment];

    public string StageOf(PooledCell cell) => cell.Stage == PooledCell.Any ? "all" : Stages[cell.Stage];

    private static int Place(string[] names, string[]? column, int row) =>
        column is null ? PooledCell.Any : Array.IndexOf(names, column[row]);

    private static string[] UnitsOf(string[]? column, TrainingTable table, int[] rows)
    {
        if (column is null)
        {
            return [];
        }

        var distinct = rows.GroupBy(row => column[row], StringComparer.Ordinal).ToArray();
        string[] enough =
        [
            .. distinct
                .Where(unit => unit.Key is not ("" or "all"))
                .Where(unit => Fewest(unit.Count(row => table.Outcomes[row] == Outcome.Churned), unit.Count()))
                .Select(unit => unit.Key)
                .Order(StringComparer.Ordinal),
        ];
        return distinct.Length < 2 || enough.Length > Most ? [] : enough;
    }

    private static bool Fewest(int churned, int rows) =>
        churned >= FewestOfEachOutcome && rows - churned >= FewestOfEachOutcome;
}
