using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting.Prebinning;

public class HistogramCubeTests
{
    [Fact]
    public void The_sums_over_all_cells_are_a_plain_count()
    {
        var data = SmallRows.Prebin(SmallRows.Make(500, seed: 4));
        int[] cells = [.. Enumerable.Range(0, data.Count).Select(i => i % 7)];

        var cube = HistogramCube.Count(data, cells, cells: 7);

        Assert.Equal(7, cube.Cells);
        for (var j = 0; j < data.Factors.Length; j++)
        {
            var (rows, churned) = (new int[data.Factors[j].Size], new int[data.Factors[j].Size]);
            for (var i = 0; i < data.Count; i++)
            {
                rows[data.Codes[j][i]]++;
                churned[data.Codes[j][i]] += data.Churned[i];
            }

            Assert.Equal(rows, cube.RowsOf(j));
            Assert.Equal(churned, cube.ChurnedOf(j));
        }
    }

    [Fact]
    public void Offsets_are_running_sums_of_the_sizes()
    {
        var data = SmallRows.Prebin(SmallRows.Make(500, seed: 4));

        var offsets = HistogramCube.OffsetsOf(data);

        Assert.Equal(0, offsets[0]);
        Assert.All(data.Factors.Index(), f => Assert.Equal(f.Item.Size, offsets[f.Index + 1] - offsets[f.Index]));
    }
}
