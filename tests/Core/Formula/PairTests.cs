using FsCheck.Xunit;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Tests.Formula;

public class PairTests
{
    private static readonly FactorPart Row = new(0, "a", FactorBins.Numeric([1]));
    private static readonly FactorPart Column = new(2, "b", FactorBins.Grouped(FactorKind.Categorical, [0, 1]));

    [Fact]
    public void A_pair_has_the_key_of_both_and_an_entry_for_every_combination()
    {
        var pair = FormulaFactor.OfPair(Row, Column, Table(12));

        Assert.Equal("a*b", pair.Key);
        Assert.Equal(12, pair.EntryCount);
        Assert.Equal(0, pair.Index);
        Assert.True(pair.IsPair);
        Assert.Equal((1, 3), (pair.RowEntry(7), pair.ColumnEntry(7)));
        Assert.Equal(7, pair.EntryOf([1, 0, -1]));
        Assert.Throws<InvalidOperationException>(() => pair.Bins);
    }

    [Fact]
    public void An_entry_is_missing_where_a_side_is_and_measured_where_both_are()
    {
        var pair = FormulaFactor.OfPair(Row, Column, Table(12));

        Assert.Equal([0, 1, 4, 5], Enumerable.Range(0, 12).Where(pair.IsMeasured));
        Assert.Equal([2, 6, 8, 9, 10, 11], Enumerable.Range(0, 12).Where(pair.IsMissing));
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.PointsOf(12));
    }

    [Fact]
    public void Wrong_pairs_are_refused()
    {
        var wide = FactorBins.Numeric(Enumerable.Range(0, 14).Select(k => (double)k));
        var levels = FactorBins.Grouped(FactorKind.Categorical, [.. Enumerable.Range(0, 14)]);

        Assert.Equal(
            256,
            FormulaFactor.OfPair(Row with { Bins = wide }, Column with { Bins = levels }, Table(256)).EntryCount
        );
        Assert.Throws<ArgumentException>(() => FormulaFactor.OfPair(Row, Column, Table(11)));
        Assert.Throws<ArgumentException>(() => FormulaFactor.OfPair(Row, Column, Table(13)));
        Assert.Throws<ArgumentException>(() => FormulaFactor.OfPair(Column, Row, Table(12)));
        Assert.Throws<ArgumentException>(() => FormulaFactor.OfPair(Row, Row, Table(9)));
        Assert.Throws<ArgumentException>(() =>
            FormulaFactor.OfPair(Row, Column, PointsTable.OfCells([.. new int[12]], 0))
        );
    }

    [Fact]
    public void Factors_stand_in_catalog_order_and_pairs_after_them_each_once()
    {
        var single = new FormulaFactor(0, "a", FactorBins.Numeric([1]), new PointsTable([0, 5], 0, true, 0, 2));
        var pair = FormulaFactor.OfPair(Row, Column, Table(12));

        Assert.Throws<ArgumentException>(() => Formula(pair, single));
        Assert.Throws<ArgumentException>(() => Formula(single, pair, pair));
        Assert.Equal(2, Formula(single, pair).Factors.Length);
    }

    [Property(MaxTest = 300)]
    public void Unions_of_bins_give_the_entry_that_the_union_itself_gives(int seed)
    {
        var model = RandomModels.Model(seed);
        var random = new Random(seed);
        var finer = model.Formulas[0].Factors[random.Next(model.Formulas[0].Factors.Length)];
        var coarser = RandomModels.Coarser(finer.Bins, random);

        var unions = coarser.UnionsOf(finer.Bins)!;

        for (var k = 0; k < 50; k++)
        {
            var value = RandomModels.Values(model, random)[finer.Index];
            Assert.Equal(coarser.BinOf(value), unions[finer.Bins.BinOf(value)]);
        }
    }

    [Fact]
    public void Bins_that_are_no_unions_are_told_apart()
    {
        var groups = FactorBins.Grouped(FactorKind.Categorical, [0, 0, 1]);

        Assert.Null(FactorBins.Numeric([2]).UnionsOf(FactorBins.Numeric([1, 3])));
        Assert.Null(FactorBins.Grouped(FactorKind.Categorical, [0, 1, 1]).UnionsOf(groups));
        Assert.Null(FactorBins.Grouped(FactorKind.Ordinal, [0, 0, 1]).UnionsOf(groups));
        Assert.Equal([0, 0, 1, 2], FactorBins.Numeric([3]).UnionsOf(FactorBins.Numeric([1, 3]))!);
        Assert.Equal([0, 0, 1, 2], FactorBins.Grouped(FactorKind.Categorical, [0, 0, 0]).UnionsOf(groups)!);
    }

    private static PointsTable Table(int cells) => PointsTable.OfCells([.. Enumerable.Range(0, cells)], mean: 3);

    /// <summary>Shares of full health that keep the proportions of the tables.</summary>
    private static HealthFormula Formula(params FormulaFactor[] factors)
    {
        var rest = HealthFormula.FullHealth - factors.Skip(1).Sum(f => f.Table.Best);
        var first = factors[0].Table;
        var filled = first with { Bins = first.Bins.SetItem(first.Bins.Length - 1, rest) };
        return new HealthFormula(
            [
                factors[0]
                    .With(
                        new PointsTable(filled.Bins, filled.Missing, filled.MissingLearned, filled.Other, filled.Mean)
                    ),
                .. factors.Skip(1),
            ],
            0,
            1,
            new BandThresholds(1, 2)
        );
    }
}
