namespace HealthScore.Training.Fitting.Pairs;

/// <summary>
/// How far pairs may lean against a declared direction: along a factor, what its curve gains from code to code may be
/// taken back by its pairs, all together and at the worst values of their other factors, but not turned.
/// </summary>
internal sealed class DirectionBudget
{
    private readonly PairGrid[] grids;

    /// <summary>
    /// By factor that has a direction: what the curve gains from each code to the next, the declared way.
    /// </summary>
    private readonly Dictionary<int, double[]> gained = [];

    /// <summary>By pair and axis: the least that the pair adds to that, over its other factor.</summary>
    private readonly double[]?[] ofRows;
    private readonly double[]?[] ofColumns;

    /// <param name="bag">The bag with its single curves.</param>
    /// <param name="grids">The pairs, none of which says anything yet.</param>
    public DirectionBudget(BagRows bag, PairGrid[] grids)
    {
        this.grids = grids;
        foreach (var axis in grids.SelectMany(g => new[] { g.Row, g.Column }))
        {
            if (axis.Constraint.Apex is not null && !gained.ContainsKey(axis.Factor))
            {
                gained[axis.Factor] = Gained(axis, bag);
            }
        }

        ofRows = [.. grids.Select(g => Nothing(g.Row))];
        ofColumns = [.. grids.Select(g => Nothing(g.Column))];
    }

    /// <summary>Whether no direction turns where a pair's table becomes <paramref name="table"/>.</summary>
    public bool Allows(int pair, ReadOnlySpan<double> table) =>
        Allows(ofRows, pair, grids[pair].Row, Least(grids[pair], table, rows: true))
        && Allows(ofColumns, pair, grids[pair].Column, Least(grids[pair], table, rows: false));

    /// <summary>Notes that a pair's table is now <paramref name="table"/>.</summary>
    public void Take(int pair, ReadOnlySpan<double> table)
    {
        ofRows[pair] = Least(grids[pair], table, rows: true);
        ofColumns[pair] = Least(grids[pair], table, rows: false);
    }

    private static double[]? Nothing(PairAxis axis) =>
        axis.Constraint.Apex is null ? null : new double[Math.Max(0, axis.Count - 1)];

    private bool Allows(double[]?[] present, int pair, PairAxis axis, double[]? least)
    {
        if (least is null)
        {
            return true;
        }

        var before = present[pair]!;
        for (var code = 0; code < least.Length; code++)
        {
            var sum = gained[axis.Factor][code] + least[code] - before[code];
            for (var k = 0; k < grids.Length; k++)
            {
                sum += grids[k].Row.Factor == axis.Factor ? ofRows[k]![code] : 0;
                sum += grids[k].Column.Factor == axis.Factor ? ofColumns[k]![code] : 0;
            }

            if (sum < 0 && least[code] < before[code])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The least that a table adds from code to code the declared way, over the other factor's codes.
    /// </summary>
    private static double[]? Least(PairGrid grid, ReadOnlySpan<double> table, bool rows)
    {
        var (axis, other) = rows ? (grid.Row, grid.Column) : (grid.Column, grid.Row);
        var (stride, otherStride) = rows ? (grid.Column.Size, 1) : (1, grid.Column.Size);
        if (Nothing(axis) is not { } least)
        {
            return null;
        }

        for (var code = 0; code < least.Length; code++)
        {
            var sign = axis.Constraint.Allows(code, 1) ? 1 : -1;
            var smallest = double.PositiveInfinity;
            for (var line = 0; line < other.Size; line++)
            {
                var at = (code * stride) + (line * otherStride);
                smallest = Math.Min(smallest, sign * (table[at + stride] - table[at]));
            }

            least[code] = smallest;
        }

        return least;
    }

    private static double[] Gained(PairAxis axis, BagRows bag)
    {
        var (sums, counts) = (new double[axis.Size], new double[axis.Size]);
        foreach (var code in bag.Data.Codes[axis.Factor].AsSpan(0, bag.Trained))
        {
            sums[axis.CellOfCode[code]] += bag.Curves[axis.Factor][code];
            counts[axis.CellOfCode[code]]++;
        }

        var steps = new double[Math.Max(0, axis.Count - 1)];
        for (var code = 0; code < steps.Length; code++)
        {
            var sign = axis.Constraint.Allows(code, 1) ? 1 : -1;
            var isSeen = counts[code] > 0 && counts[code + 1] > 0;
            steps[code] = isSeen ? sign * ((sums[code + 1] / counts[code + 1]) - (sums[code] / counts[code])) : 0;
        }

        return steps;
    }
}
