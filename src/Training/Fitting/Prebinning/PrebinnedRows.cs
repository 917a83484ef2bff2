using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Fitting.Prebinning;

/// <summary>Training rows of known outcome, in canonical order, as prebin codes.</summary>
/// <param name="Factors">The fine grid of each factor of the catalog.</param>
/// <param name="Codes">Per factor, the code of each row.</param>
/// <param name="Churned">1 where the row churned, 0 where it was retained.</param>
/// <param name="Keys">The key of each row's account, from which folds and bags come.</param>
internal sealed record PrebinnedRows(Prebins[] Factors, byte[][] Codes, byte[] Churned, ulong[] Keys)
{
    public int Count => Churned.Length;

    /// <param name="table">The table.</param>
    /// <param name="order">Rows of known outcome.</param>
    /// <param name="threads">Factors are independent: the result does not depend on it.</param>
    public static PrebinnedRows Learn(TrainingTable table, CanonicalOrder order, int threads)
    {
        var grids = new Prebins[table.Catalog.Count];
        var codes = new byte[table.Catalog.Count][];
        var (rows, places) = InTableOrder(order.Rows, table.RowCount);
        Parallel.For(
            0,
            grids.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            j =>
            {
                grids[j] = Prebins.Learn(table.Catalog[j], table.Values[j], order.Rows);
                codes[j] = Encode(grids[j], table.Values[j], rows, places);
            }
        );
        var churned = Array.ConvertAll(order.Rows, row => table.Outcomes[row] == Outcome.Churned ? (byte)1 : (byte)0);
        return new PrebinnedRows(grids, codes, churned, order.Keys);
    }

    /// <summary>The first <paramref name="count"/> rows: in canonical order a random sample.</summary>
    public PrebinnedRows First(int count) =>
        count >= Count
            ? this
            : new PrebinnedRows(Factors, [.. Codes.Select(c => c[..count])], Churned[..count], Keys[..count]);

    /// <summary>The given rows, in the given order.</summary>
    public PrebinnedRows Take(int[] rows) =>
        new(
            Factors,
            [.. Codes.Select(column => Array.ConvertAll(rows, row => column[row]))],
            Array.ConvertAll(rows, row => Churned[row]),
            Array.ConvertAll(rows, row => Keys[row])
        );

    /// <summary>The rows as they lie in the table, and where each stands in <paramref name="order"/>.</summary>
    private static (int[] Rows, int[] Places) InTableOrder(int[] order, int tableRows)
    {
        var next = new int[tableRows + 1];
        foreach (var row in order)
        {
            next[row + 1]++;
        }

        for (var row = 0; row < tableRows; row++)
        {
            next[row + 1] += next[row];
        }

        var (rows, places) = (new int[order.Length], new int[order.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            var at = next[order[i]]++;
            (rows[at], places[at]) = (order[i], i);
        }

        return (rows, places);
    }

    /// <summary>
    /// Reads the values as they lie in memory, and scatters codes, which are an eighth of their size.
    /// </summary>
    private static byte[] Encode(Prebins grid, double[] values, int[] rows, int[] places)
    {
        var codes = new byte[rows.Length];
        for (var k = 0; k < rows.Length; k++)
        {
            codes[places[k]] = grid.CodeOf(values[rows[k]]);
        }

        return codes;
    }
}
