using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>One cell of a pair's table.</summary>
/// <param name="Points">What it adds.</param>
/// <param name="Shade">From 0, the worst, to <see cref="PairView.Shades"/> - 1, the best.</param>
public sealed record PairCell(string Points, int Shade);

/// <summary>A pair of factors as a table for people: one down, one across.</summary>
public sealed record PairView(
    string Title,
    string Note,
    string Down,
    string Across,
    ImmutableArray<string> Columns,
    ImmutableArray<(string Label, ImmutableArray<PairCell> Cells)> Rows
)
{
    public const int Shades = 5;
}

/// <summary>Pairs of factors that say together what neither says alone.</summary>
public static class PairsPart
{
    public static ImmutableArray<PairView> Of(ReportSource source) =>
        [
            .. Titles
                .ByWeight(source.Common)
                .Where(factor => factor.IsPair)
                .Take(ReportLimits.Pairs)
                .Select(factor => Of(factor, source.Model)),
        ];

    private static PairView Of(FormulaFactor pair, HealthModel model)
    {
        var grid = PairGrid.Of(pair, model.Catalog)!;
        var columns = grid.Columns.Length;
        return new PairView(
            Titles.Of(pair, model),
            $"weight {Percents.Of(pair.Weight)}",
            Shown.Name(grid.RowTitle),
            Shown.Name(grid.ColumnTitle),
            [.. grid.Columns.Select(Shown.Name)],
            [
                .. grid.Rows.Select(
                    (label, row) =>
                        (
                            Shown.Name(label),
                            Enumerable
                                .Range(row * columns, columns)
                                .Select(cell => Cell(pair.PointsOf(cell), pair.Table.Best))
                                .ToImmutableArray()
                        )
                ),
            ]
        );
    }

    private static PairCell Cell(int points, int best) =>
        new(
            (points / HealthFormula.UnitsPerPoint).ToString("0.00", CultureInfo.InvariantCulture),
            (int)Math.Min(PairView.Shades - 1, (long)PairView.Shades * points / Math.Max(1, best))
        );
}
