using HealthScore.Training.Fitting.Pairs.Tables;

namespace HealthScore.Training.Tests.Fitting.Pairs;

public class PurificationTests
{
    /// <summary>
    /// Four cells of equal weight, 4 in one of them: the mean 1 and the means of rows and columns (0 and 2, less 1) go;
    /// what the two only say together is 1, -1, -1, 1.
    /// </summary>
    [Fact]
    public void Of_one_cell_of_four_a_quarter_is_said_only_together()
    {
        double[] table = [0, 0, 0, 4];

        var alone = Purification.Of(table, [1, 1, 1, 1], columns: 2);

        Assert.Equal([1, -1, -1, 1], table);
        Assert.Equal([0, 2], alone.Rows.Select(r => r + alone.Columns[0] + 1));
        Assert.Equal(2, alone.Columns[1] - alone.Columns[0]);
    }

    /// <summary>modelling.md 5: weighted means are at most 1e-12, and what is predicted does not change.</summary>
    [Fact]
    public void Weighted_means_are_nothing_and_no_prediction_changes()
    {
        var random = new Random(12);
        for (var round = 0; round < 200; round++)
        {
            var (rows, columns) = (random.Next(1, 9), random.Next(1, 9));
            double[] before = [.. Enumerable.Range(0, rows * columns).Select(_ => (random.NextDouble() * 6) - 3)];
            double[] weights = [.. before.Select(_ => (double)Math.Max(0, random.Next(-2, 50)))];
            var table = before.ToArray();

            var alone = Purification.Of(table, weights, columns);

            for (var cell = 0; cell < table.Length; cell++)
            {
                var sum = table[cell] + alone.Rows[cell / columns] + alone.Columns[cell % columns];
                Assert.Equal(before[cell], sum, 1e-12);
            }

            for (var row = 0; row < rows; row++)
            {
                Assert.Equal(0, Mean(Enumerable.Range(0, columns).Select(c => (row * columns) + c)), 1e-12);
            }

            for (var column = 0; column < columns; column++)
            {
                Assert.Equal(0, Mean(Enumerable.Range(0, rows).Select(r => (r * columns) + column)), 1e-12);
            }

            double Mean(IEnumerable<int> cells)
            {
                var weight = cells.Sum(c => weights[c]);
                return weight > 0 ? cells.Sum(c => weights[c] * table[c]) / weight : 0;
            }
        }
    }

    [Fact]
    public void What_factors_say_alone_leaves_nothing_together()
    {
        double[] table = [1, 2, 4, 2, 3, 5];

        Purification.Of(table, [3, 1, 2, 8, 1, 1], columns: 3);

        Assert.All(table, cell => Assert.Equal(0, cell, 1e-12));
    }
}
