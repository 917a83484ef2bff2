using System.Collections.Immutable;
using FsCheck.Xunit;
using HealthScore.Core.Factors;

namespace HealthScore.Core.Tests.Factors;

public class FactorBinsTests
{
    private static readonly FactorBins Tenure = FactorBins.Numeric([0.5, 12.5]);

    private static readonly FactorBins Contract = FactorBins.Grouped(
        FactorKind.Categorical,
        [2, 1, 0, FactorBins.NoGroup]
    );

    [Theory]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(0.49999999999999994, 0)]
    [InlineData(0.5, 1)]
    [InlineData(12.499999999999998, 1)]
    [InlineData(12.5, 2)]
    [InlineData(1e300, 2)]
    [InlineData(double.PositiveInfinity, 2)]
    [InlineData(double.NaN, 3)]
    public void A_bin_holds_its_lower_edge_and_not_its_upper(double value, int bin) =>
        Assert.Equal(bin, Tenure.BinOf(value));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    [InlineData(-1, 4)]
    [InlineData(1e9, 4)]
    [InlineData(double.NegativeInfinity, 4)]
    [InlineData(double.NaN, 3)]
    public void A_level_takes_its_group_and_a_level_never_seen_takes_other(double value, int bin) =>
        Assert.Equal(bin, Contract.BinOf(value));

    [Fact]
    public void No_edge_makes_one_bin_and_missing() =>
        Assert.Equal([0, 0, 1], new[] { -5, double.PositiveInfinity, double.NaN }.Select(FactorBins.Numeric([]).BinOf));

    [Fact]
    public void Fourteen_edges_fill_the_register_and_fifteen_are_refused()
    {
        var most = FactorBins.Numeric(Enumerable.Range(0, 14).Select(k => (double)k));

        Assert.Equal(FactorBins.MaxEntries, most.EntryCount);
        Assert.Equal(14, most.BinOf(13));
        Assert.Equal(15, most.BinOf(double.NaN));
        Assert.Throws<ArgumentException>(() => FactorBins.Numeric(Enumerable.Range(0, 15).Select(k => (double)k)));
    }

    [Fact]
    public void Fourteen_groups_fill_the_register_and_fifteen_are_refused()
    {
        Assert.Equal(
            FactorBins.MaxEntries,
            FactorBins.Grouped(FactorKind.Categorical, [.. Enumerable.Range(0, 14)]).EntryCount
        );
        Assert.Throws<ArgumentException>(() =>
            FactorBins.Grouped(FactorKind.Categorical, [.. Enumerable.Range(0, 15)])
        );
    }

    [Fact]
    public void Edges_that_do_not_increase_and_groups_out_of_order_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FactorBins.Numeric([1, 1]));
        Assert.Throws<ArgumentException>(() => FactorBins.Numeric([2, 1]));
        Assert.Throws<ArgumentException>(() => FactorBins.Numeric([double.NaN]));
        Assert.Throws<ArgumentException>(() => FactorBins.Numeric([double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => FactorBins.Grouped(FactorKind.Categorical, [0, 2]));
        Assert.Throws<ArgumentException>(() => FactorBins.Grouped(FactorKind.Categorical, [-2, 0]));
        Assert.Throws<ArgumentException>(() => FactorBins.Grouped(FactorKind.Ordinal, [1, 0]));
        Assert.Throws<ArgumentException>(() => FactorBins.Grouped(FactorKind.Numeric, [0]));
    }

    /// <summary>Invariant 2: a factor is binned in one place, whether by one value or by the column.</summary>
    [Property(MaxTest = 50)]
    public void A_column_is_binned_like_each_of_its_values(int seed)
    {
        var random = new Random(seed);
        var model = RandomModels.Model(seed);
        foreach (var factor in model.Formulas[0].Factors)
        {
            var column = Enumerable
                .Range(0, random.Next(70))
                .Select(_ => RandomModels.Values(model, random)[factor.Index])
                .ToArray();
            var entries = new byte[column.Length];

            factor.Bins.BinsOf(column, entries);

            Assert.Equal(column.Select(factor.Bins.BinOf), entries.Select(e => (int)e));
        }
    }

    [Property]
    public void The_bin_is_the_number_of_edges_at_or_below_the_value(double[] numbers, double value)
    {
        ImmutableArray<double> edges = [.. numbers.Where(double.IsFinite).Distinct().Order().Take(14)];
        var bins = FactorBins.Numeric(edges);

        Assert.Equal(double.IsNaN(value) ? bins.MissingBin : edges.Count(edge => value >= edge), bins.BinOf(value));
        Assert.All(edges, edge => Assert.Equal(bins.BinOf(Math.BitDecrement(edge)) + 1, bins.BinOf(edge)));
    }
}
