using System.Collections.Immutable;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining;

/// <summary>The table of a pair for people to read: one factor down, the other across.</summary>
/// <param name="RowTitle">The factor down the side.</param>
/// <param name="ColumnTitle">The factor across.</param>
/// <param name="Rows">Its bins in words, then missing, then levels never seen.</param>
/// <param name="Columns">Likewise.</param>
/// <param name="Points">What each cell adds, exactly, row by row.</param>
public sealed record PairGrid(
    string RowTitle,
    string ColumnTitle,
    ImmutableArray<string> Rows,
    ImmutableArray<string> Columns,
    ImmutableArray<string> Points
)
{
    /// <summary>Characters in a line, where labels are short enough.</summary>
    public const int Width = 80;

    private const string Gap = "  ";

    /// <summary>Null for a factor that is no pair.</summary>
    public static PairGrid? Of(FormulaFactor part, FactorCatalog catalog) =>
        part.Column is { } column
            ? new PairGrid(
                TitleWithUnit(catalog[part.Row.Index]),
                TitleWithUnit(catalog[column.Index]),
                Labels(part.Row, catalog),
                Labels(column, catalog),
                [.. Enumerable.Range(0, part.EntryCount).Select(cell => PointsText.Exact(part.PointsOf(cell)))]
            )
            : null;

    /// <summary>
    /// As many columns as a line has room for, then the others under them: with the row's labels once more.
    /// </summary>
    public string Plain()
    {
        var side = Rows.Append(RowTitle).Max(label => label.Length);
        int[] widths = [.. Columns.Select((label, c) => Cells(c).Append(label).Max(cell => cell.Length))];
        var blocks = new List<string>();
        for (var from = 0; from < widths.Length; )
        {
            var (to, room) = (from + 1, Width - side - Gap.Length - widths[from]);
            while (to < widths.Length && room >= Gap.Length + widths[to])
            {
                room -= Gap.Length + widths[to];
                to++;
            }

            blocks.Add(Block(side, from, to));
            from = to;
        }

        return string.Join("\n", blocks);
    }

    private string Block(int side, int from, int to)
    {
        var across = $"{new string(' ', side)}{Gap}{ColumnTitle}\n";
        return across
            + PlainTable.Of(
                [RowTitle.PadRight(side), .. Columns[from..to]],
                Rows.Select((label, r) => Line(label, r, from, to)),
                [.. Enumerable.Range(1, to - from)]
            );
    }

    private ImmutableArray<string> Line(string label, int row, int from, int to) =>
        [label, .. Points.AsSpan((row * Columns.Length) + from, to - from)];

    private IEnumerable<string> Cells(int column) => Rows.Select((_, r) => Points[(r * Columns.Length) + column]);

    private static ImmutableArray<string> Labels(FactorPart part, FactorCatalog catalog) =>
        [
            .. Enumerable
                .Range(0, part.Bins.EntryCount)
                .Select(entry => BinLabels.Of(part.Bins, catalog[part.Index], entry)),
        ];

    private static string TitleWithUnit(Factor factor) =>
        factor.Unit is { } unit ? $"{factor.Title} ({unit})" : factor.Title;
}
