using System.Collections.Immutable;
using FsCheck.Xunit;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Tests.Formula;

public class ValueStepsTests
{
    /// <summary>From under 4 calls to 4 or more the factor loses 40 points; its pair gains 9.5 at most.</summary>
    [Theory]
    [InlineData(95_000_000, true)]
    [InlineData(94_999_999, false)]
    public void A_pair_may_take_back_no_more_than_its_factor_gives(int single, bool follows)
    {
        var table = new PointsTable([single, 0], 0, MissingLearned: true, 0, 0);
        ImmutableArray<FormulaFactor> factors = [PairModel.Formula.Factors[0].With(table), PairModel.Pair];

        Assert.Equal(follows, ValueSteps.Of(0, factors).Follow(FactorDirection.LowerIsBetter));
        Assert.False(ValueSteps.Of(0, factors).Follow(FactorDirection.HigherIsBetter));
        Assert.True(ValueSteps.Of(0, factors).Follow(FactorDirection.Learn));
    }

    /// <summary>Invariant 5, against every account there can be: each bin of each factor, missing and unseen.</summary>
    [Property(MaxTest = 300)]
    public void A_direction_is_followed_where_no_account_loses_by_a_step_the_good_way(int seed)
    {
        var random = new Random(seed);
        var factors = ThreeFactors(random);
        double[] values = [0.5, 1.5, 2.5, 3.5];
        double[] others = [.. values, double.NaN];

        var (rises, falls) = (true, true);
        foreach (var one in others)
        {
            foreach (var two in others)
            {
                for (var v = 1; v < values.Length; v++)
                {
                    var gain = Health(factors, values[v], one, two) - Health(factors, values[v - 1], one, two);
                    (rises, falls) = (rises && gain >= 0, falls && gain <= 0);
                }
            }
        }

        var steps = ValueSteps.Of(1, factors);
        Assert.Equal(rises, steps.Follow(FactorDirection.HigherIsBetter));
        Assert.Equal(falls, steps.Follow(FactorDirection.LowerIsBetter));
    }

    [Theory]
    [InlineData(new[] { 0, 5, 3 }, true)]
    [InlineData(new[] { 0, 5, 5 }, true)]
    [InlineData(new[] { 5, 0, 3 }, false)]
    [InlineData(new[] { 5, 3, 0 }, true)]
    public void The_middle_is_better_where_points_rise_up_to_one_value_and_fall_after_it(int[] points, bool follows)
    {
        var table = new PointsTable([.. points], 0, MissingLearned: true, 0, 0);
        var factor = new FormulaFactor(0, "a", FactorBins.Numeric([1, 2]), table);

        Assert.Equal(follows, ValueSteps.Of(0, [factor]).Follow(FactorDirection.MiddleIsBetter));
    }

    /// <summary>The middle one is joined with both others, once as column and once as row.</summary>
    private static ImmutableArray<FormulaFactor> ThreeFactors(Random random)
    {
        var trend = random.Next(3) - 1;
        var single = new PointsTable(
            [.. Cells(4, random).Select((p, k) => 40 + p + (15 * trend * k) + 60)],
            0,
            true,
            0,
            0
        );
        return
        [
            new FormulaFactor(1, "b", FactorBins.Numeric([1, 2, 3]), single),
            Pair(0, [1, 2], 1, [2], random),
            Pair(1, [1, 3], 2, [3], random),
        ];
    }

    private static FormulaFactor Pair(int row, double[] rowEdges, int column, double[] columnEdges, Random random)
    {
        var (rows, columns) = (FactorBins.Numeric(rowEdges), FactorBins.Numeric(columnEdges));
        return FormulaFactor.OfPair(
            new FactorPart(row, $"f{row}", rows),
            new FactorPart(column, $"f{column}", columns),
            PointsTable.OfCells([.. Cells(rows.EntryCount * columns.EntryCount, random)], mean: 1)
        );
    }

    private static int[] Cells(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => 1 + random.Next(random.Next(2) == 0 ? 2 : 8))];

    private static int Health(ImmutableArray<FormulaFactor> factors, double value, double one, double two) =>
        factors.Sum(f => f.PointsOf(f.EntryOf([one, value, two])));
}
