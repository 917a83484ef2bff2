using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Tests.Fitting.Pairs;

public class PairFormulaTests
{
    private static readonly FitSettings Settings = new() { Threads = 1 };

    [Fact]
    public void A_true_pair_is_found_and_no_other()
    {
        var formula = Fit(PairRows.Make(3000, seed: 1, together: 2), Settings);

        Assert.Equal(["usage*calls"], formula.Factors.Where(f => f.IsPair).Select(f => f.Key));
        Assert.Equal(HealthFormula.FullHealth, formula.Factors.Sum(f => (long)f.Table.Best));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Where_factors_act_alone_there_is_no_pair(int seed)
    {
        var formula = Fit(PairRows.Make(3000, seed, together: 0), Settings);

        Assert.NotEmpty(formula.Factors);
        Assert.DoesNotContain(formula.Factors, f => f.IsPair);
    }

    [Fact]
    public void With_a_limit_of_0_there_is_no_pair()
    {
        var formula = Fit(PairRows.Make(3000, seed: 1, together: 2), Settings with { MostPairs = 0 });

        Assert.NotEmpty(formula.Factors);
        Assert.DoesNotContain(formula.Factors, f => f.IsPair);
    }

    /// <summary>Invariant 5: enumerated over every bin of the factor and every value of its partners.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_declared_direction_holds_for_every_pair_of_bins_through_pairs_too(int seed)
    {
        var (up, down) = (FactorDirection.HigherIsBetter, FactorDirection.LowerIsBetter);
        var table = PairRows.Make(2500, seed, together: 2, up, down);
        var formula = Fit(table, Settings);

        Assert.Contains(formula.Factors, f => f.IsPair);
        double[] usages = [.. Enumerable.Range(0, 101).Select(k => (double)k)];
        double[] calls = [.. Enumerable.Range(0, 9).Select(k => (double)k), double.NaN];
        foreach (var other in calls)
        {
            for (var k = 1; k < usages.Length; k++)
            {
                Assert.True(Health(usages[k], other) >= Health(usages[k - 1], other));
            }
        }

        foreach (var usage in usages.Append(double.NaN))
        {
            for (var k = 1; k < calls.Length - 1; k++)
            {
                Assert.True(Health(usage, calls[k]) <= Health(usage, calls[k - 1]));
            }
        }

        int Health(double usage, double call) => formula.HealthOf([usage, call, 0.5, 0]);
    }

    [Fact]
    public void Threads_and_the_order_of_rows_make_no_difference()
    {
        var table = PairRows.Make(1500, seed: 5, together: 2);
        int[] rows = [.. Enumerable.Range(0, table.RowCount)];

        var one = FormulaTrainer.Fit(table, rows, Settings);
        var two = FormulaTrainer.Fit(table, [.. rows.Reverse()], Settings with { Threads = 3 });

        Assert.Contains(one.Factors, f => f.IsPair);
        Assert.Equal(one.Intercept, two.Intercept);
        Assert.Equal(one.Slope, two.Slope);
        Assert.Equal(one.Factors.Select(f => f.Key), two.Factors.Select(f => f.Key));
        Assert.All(one.Factors.Zip(two.Factors), f => Assert.Equal(f.First.Table.Bins, f.Second.Table.Bins));
    }

    /// <summary>A pair's bins are a coarsening of the factor's own, so that its cells line up with them.</summary>
    [Fact]
    public void The_edges_of_a_pair_are_edges_of_its_factors()
    {
        var formula = Fit(PairRows.Make(3000, seed: 1, together: 2), Settings);

        var pair = formula.Factors.Single(f => f.IsPair);
        Assert.All(pair.Row.Bins.Edges.ToArray(), edge => Assert.Contains(edge, Own(pair.Row).Edges.ToArray()));
        Assert.All(pair.Column!.Bins.Edges.ToArray(), edge => Assert.Contains(edge, Own(pair.Column).Edges.ToArray()));

        FactorBins Own(FactorPart part) => formula.Factors.Single(f => !f.IsPair && f.Index == part.Index).Bins;
    }

    [Fact]
    public void A_pair_has_an_interval_of_its_weight_as_any_factor_has()
    {
        var table = PairRows.Make(1500, seed: 5, together: 2);
        var formula = Fit(table, Settings with { Intervals = FitIntervals.Jackknife });
        var pair = formula.Factors.Single(f => f.IsPair);

        var weight = WeightInterval.Of(formula).Single(w => w.Factor == pair.Key);

        Assert.Equal(pair.Weight, weight.Weight);
        Assert.InRange(weight.Weight, weight.Low, weight.High);
        Assert.True(weight.High > weight.Low);
        Assert.Equal(pair.EntryCount, weight.PointErrors.Length);
    }

    private static FittedFormula Fit(TrainingTable table, FitSettings settings) =>
        FormulaTrainer.Fit(table, [.. Enumerable.Range(0, table.RowCount)], settings);
}
