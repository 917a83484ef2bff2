namespace HealthScore.Training.Fitting.Pairs.Tables;

/// <summary>
/// Cells of a pair that are worth about the same, as one entry: for how sure the pair is, cells move together in at
/// most five groups of about equal rows.
/// </summary>
/// <param name="OfCell">The group of each cell, those that no row fell in with the nearest that is seen.</param>
/// <param name="Rows">Training rows by group.</param>
/// <param name="LogOdds">Mean log-odds of churn by group.</param>
internal sealed record PairGroups(byte[] OfCell, int[] Rows, double[] LogOdds)
{
    private const int Most = 5;

    public static PairGroups Of(PairTable table)
    {
        int[] order = [.. Enumerable.Range(0, table.LogOdds.Length).OrderBy(c => table.LogOdds[c]).ThenBy(c => c)];
        var (all, held, group) = (table.Rows.Sum(n => (long)n), 0L, 0);
        var ofCell = new byte[order.Length];
        foreach (var cell in order)
        {
            ofCell[cell] = (byte)group;
            held += table.Rows[cell];
            group = (int)Math.Min(Most - 1, held * Most / all);
        }

        var rows = new int[Most];
        var sums = new double[Most];
        for (var cell = 0; cell < ofCell.Length; cell++)
        {
            rows[ofCell[cell]] += table.Rows[cell];
            sums[ofCell[cell]] += table.Rows[cell] * table.LogOdds[cell];
        }

        return new PairGroups(ofCell, rows, [.. sums.Zip(rows, (sum, n) => n > 0 ? sum / n : 0)]);
    }
}
