using HealthScore.Training.Fitting.Compression;

namespace HealthScore.Training.Tests.Fitting.Compression;

public class BinCompressionTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Four prebins of weight 1 at 0, 0, 2, 2: two bins lose nothing, one loses half of 4 x 1.</summary>
    [Theory]
    [InlineData(1.9, 2)]
    [InlineData(2.1, 1)]
    public void A_bin_is_kept_where_it_gains_more_than_its_price(double price, int expected)
    {
        var bins = BinCompression.Compress(
            [new CurveLayer([0, 0, 2, 2], [1, 1, 1, 1])],
            [10, 10, 10, 10],
            new BinLimits(MostBins: 4, FewestRows: 1, Penalty: price),
            isOrdered: true
        );

        Assert.Equal(expected, bins.Count);
        Assert.Equal(expected == 2 ? [0, 0, 1, 1] : [0, 0, 0, 0], bins.BinOfCode);
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(11, 1)]
    public void Sizes_hold_on_their_edge(int fewestRows, int expected)
    {
        var bins = BinCompression.Compress(
            [new CurveLayer([0, 2], [1, 1])],
            [10, 20],
            new BinLimits(MostBins: 4, fewestRows, Penalty: 0.1),
            isOrdered: true
        );

        Assert.Equal(expected, bins.Count);
    }

    [Fact]
    public void Categories_are_pooled_in_the_order_of_their_curve()
    {
        var bins = BinCompression.Compress(
            [new CurveLayer([1.0, -1.0, 1.1, -1.1], [5, 5, 5, 5])],
            [20, 20, 20, 20],
            new BinLimits(MostBins: 2, FewestRows: 1, Penalty: 0.01),
            isOrdered: false
        );

        Assert.Equal([1, 0, 1, 0], bins.BinOfCode);
    }

    /// <summary>The first curve is flat; the second asks for a cut worth 1/2 x (2 x 1 + 2 x 1) = 2.</summary>
    [Theory]
    [InlineData(1.9, 2)]
    [InlineData(2.1, 1)]
    public void Bins_follow_every_curve_laid_along_them(double price, int expected)
    {
        var bins = BinCompression.Compress(
            [new CurveLayer([1, 1, 1, 1], [1, 1, 1, 1]), new CurveLayer([0, 0, 2, 2], [1, 1, 1, 1])],
            [10, 10, 10, 10],
            new BinLimits(MostBins: 4, FewestRows: 1, Penalty: price),
            isOrdered: true
        );

        Assert.Equal(expected, bins.Count);
    }

    [Fact]
    public void Where_no_partition_is_large_enough_all_is_one_bin()
    {
        var bins = BinCompression.Compress(
            [new CurveLayer([0, 1], [1, 1])],
            [3, 3],
            new BinLimits(MostBins: 5, FewestRows: 50, Penalty: 0.1),
            isOrdered: true
        );

        Assert.Equal(1, bins.Count);
        Assert.Equal([0, 0], bins.BinOfCode);
    }

    [Fact]
    public void Its_cost_is_the_least_of_all_partitions_under_every_constraint()
    {
        var random = new Random(8);
        var several = 0;
        for (var round = 0; round < 200; round++)
        {
            var count = random.Next(1, 13);
            int[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(0, 40))];
            double[] information = [.. rows.Select(n => n * 0.2 * random.NextDouble())];
            double[] curve = [.. rows.Select(_ => random.NextDouble() * 3)];
            var limits = new BinLimits(
                MostBins: random.Next(1, 9),
                FewestRows: random.Next(0, 60),
                Penalty: random.NextDouble() / 2
            );

            var bins = BinCompression.Compress([new CurveLayer(curve, information)], rows, limits, isOrdered: true);

            var least = Enumerable
                .Range(0, 1 << (count - 1))
                .Select(cuts => BinsOf(cuts, count))
                .Min(partition => Cost(partition, curve, information, rows, limits));
            var cost = Cost(bins.BinOfCode, curve, information, rows, limits);
            several += bins.Count > 1 ? 1 : 0;
            Assert.Equal(double.IsPositiveInfinity(least), double.IsPositiveInfinity(cost));
            Assert.True(double.IsPositiveInfinity(least) ? bins.Count == 1 : Math.Abs(cost - least) < Tolerance);
        }

        Assert.InRange(several, 50, 200);
    }

    [Fact]
    public void The_mean_of_a_curve_is_weighted_by_information()
    {
        var bins = new CompressedBins([0, 0, 1], 2);

        Assert.Equal([2.5, 7.0], bins.Average([1, 3, 7], [1, 3, 2]));
    }

    private static int[] BinsOf(int cuts, int count)
    {
        var bins = new int[count];
        for (var b = 1; b < count; b++)
        {
            bins[b] = bins[b - 1] + (cuts >> (b - 1) & 1);
        }

        return bins;
    }

    /// <summary>
    /// Half the weighted squared distance from each bin's mean, and the price of each bin; infinite if not allowed.
    /// </summary>
    private static double Cost(int[] bins, double[] curve, double[] information, int[] rows, BinLimits limits)
    {
        var cost = 0.0;
        foreach (var bin in Enumerable.Range(0, bins.Length).GroupBy(b => bins[b]))
        {
            var weight = bin.Sum(b => information[b]);
            var mean = weight > 0 ? bin.Sum(b => information[b] * curve[b]) / weight : 0;
            cost += (bin.Sum(b => information[b] * (curve[b] - mean) * (curve[b] - mean)) / 2) + limits.Penalty;
            cost += bin.Sum(b => rows[b]) >= limits.FewestRows ? 0 : double.PositiveInfinity;
        }

        return bins[^1] < limits.MostBins ? cost : double.PositiveInfinity;
    }
}
