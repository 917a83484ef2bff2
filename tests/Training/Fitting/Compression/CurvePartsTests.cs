using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Compression;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting.Compression;

public class CurvePartsTests
{
    /// <summary>Usage 0, 1, 2 or 3; only of those who use nothing anybody left.</summary>
    private static readonly double[] Curve = [1.5, -1, -2, -3];

    [Fact]
    public void A_range_in_which_nobody_churned_may_have_bins_of_its_own()
    {
        var parts = Compress(rowsOfEach: 100);

        Assert.Equal([0.5, 1.5, 2.5], parts.Kept.Single().Bins.Edges.ToArray());
        Assert.Equal(Curve, parts.Start[..^1]);
    }

    /// <summary>Fifty rows are enough for a bin; of forty-nine each, two values share one.</summary>
    [Theory]
    [InlineData(50, 4)]
    [InlineData(49, 2)]
    public void A_bin_holds_fifty_rows(int rowsOfEach, int expected) =>
        Assert.Equal(expected, Compress(rowsOfEach).Kept.Single().Bins.BinCount);

    private static CurveParts Compress(int rowsOfEach)
    {
        // Rows of unmeasured usage: bins of fifty rows are then less than a fifth of all.
        var count = (4 * rowsOfEach) + 200;
        double[] usage = [.. Enumerable.Range(0, count).Select(i => i < 4 * rowsOfEach ? i % 4 : double.NaN)];
        var table = new TrainingTable
        {
            Catalog = new FactorCatalog([SmallRows.Number("usage")]),
            RowCount = count,
            Values = [usage],
            RowNumbers = [.. Enumerable.Range(1, count)],
            Accounts = [.. Enumerable.Range(0, count).Select(i => $"account-{i}")],
            Outcomes = [.. Enumerable.Range(0, count).Select(i => usage[i] == 0 ? Outcome.Churned : Outcome.Retained)],
        };
        var data = SmallRows.Prebin(table);
        var cube = HistogramCube.Count(data, new int[data.Count], cells: 1);
        var shapes = new BoostedShapes(
            [
                [.. Curve, 0],
            ],
            new double[count],
            [1],
            new int[count],
            [],
            []
        );
        return CurveParts.Compress(table.Catalog, data, cube, shapes, [CurveConstraint.Free], [], SmallRows.Quick);
    }
}
