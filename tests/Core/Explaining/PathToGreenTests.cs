using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining;

public class PathToGreenTests
{
    /// <summary>0 + 0 + 4 points; green from 62.</summary>
    private static readonly Snapshot Weak = new() { Account = "A-1", Values = [0.2, 0, 0, 0] };

    /// <summary>Tenure two bins up is + 50 at effort 2; contract (+ 30) or plan (+ 16) must come with it.</summary>
    [Fact]
    public void The_cheapest_plan_and_the_one_of_fewest_changes_are_found()
    {
        var path = PathToGreen.Of(Weak, SampleModel.Model, months: 3);

        Assert.Equal((PathStatus.Found, 580_000_000), (path.Status, path.PointsNeeded!.Value));
        Assert.Equal((3, 2, 2), (path.Cheapest!.Effort, path.Cheapest.Changes, path.Cheapest.Months));
        Assert.Equal((3, 2), (path.FewestChanges!.Effort, path.FewestChanges.Changes));
        Assert.Equal(Band.Green, path.Cheapest.After.Band);
        Assert.Equal("0.2 months", path.Cheapest.Lines[0].From);
        Assert.Equal("12.5 or more", path.Cheapest.Lines[0].To);
    }

    /// <summary>Tenure + 20, contract + 30, plan + 16: one bin each.</summary>
    [Fact]
    public void A_value_moves_one_bin_a_month()
    {
        var path = PathToGreen.Of(Weak, SampleModel.Model, months: 1);

        Assert.Equal((3, 3, 1), (path.Cheapest!.Effort, path.Cheapest.Changes, path.Cheapest.Months));
        Assert.Equal([300_000_000, 200_000_000, 160_000_000], path.Cheapest.Lines.Select(line => line.Points));
        Assert.Equal(700_000_000, path.Cheapest.After.HealthPoints);
    }

    /// <summary>With tenure at effort 9 a bin, three changes cost 11 and two 19.</summary>
    [Fact]
    public void An_effort_makes_the_cheapest_plan_another_than_the_one_of_fewest_changes()
    {
        var path = PathToGreen.Of(Weak, With("tenure", factor => factor with { Effort = 9 }), months: 3);

        Assert.Equal((11, 3), (path.Cheapest!.Effort, path.Cheapest.Changes));
        Assert.Equal((19, 2), (path.FewestChanges!.Effort, path.FewestChanges.Changes));
    }

    [Fact]
    public void A_lead_time_leaves_fewer_months_to_move_in()
    {
        var path = PathToGreen.Of(Weak, With("tenure", factor => factor with { LeadMonths = 2 }), months: 3);

        Assert.Equal((3, 3, 3), (path.Cheapest!.Effort, path.Cheapest.Changes, path.Cheapest.Months));
    }

    /// <summary>4 + 30 + 16 = 50 points are the most without tenure.</summary>
    [Fact]
    public void It_says_so_where_green_cannot_be_reached_with_what_can_be_acted_on()
    {
        var path = PathToGreen.Of(Weak, With("tenure", factor => factor with { IsActionable = false }), months: 3);

        Assert.Equal((PathStatus.NotWithThese, 500_000_000), (path.Status, path.Furthest!.HealthPoints!.Value));
        Assert.Equal(["Tenure"], path.Fixed);
        Assert.Null(path.Cheapest);
    }

    /// <summary>Without contract: 4 + 20 + 16 in one month, 4 + 50 + 16 = 70 in two.</summary>
    [Fact]
    public void It_says_so_where_only_time_is_missing()
    {
        var fixedContract = With("contract", factor => factor with { IsActionable = false });

        Assert.Equal(PathStatus.NotInTime, PathToGreen.Of(Weak, fixedContract, months: 1).Status);
        Assert.Equal(PathStatus.Found, PathToGreen.Of(Weak, fixedContract, months: 2).Status);
    }

    [Fact]
    public void An_account_that_is_green_has_no_score_or_has_no_green_needs_no_plan()
    {
        var green = Weak with { Values = [20, 2, 0, 2] };
        var unmeasured = Weak with { Values = [double.NaN, double.NaN, double.NaN, double.NaN] };
        var noGreen = SampleModel.With(
            new HealthFormula(SampleModel.Formula.Factors, 2, 0.05, new BandThresholds(310_000_000, null))
        );

        Assert.Equal(PathStatus.AlreadyGreen, PathToGreen.Of(green, SampleModel.Model, months: 3).Status);
        Assert.Equal(PathStatus.NoScore, PathToGreen.Of(unmeasured, SampleModel.Model, months: 3).Status);
        Assert.Equal(PathStatus.NoGreen, PathToGreen.Of(Weak, noGreen, months: 3).Status);
    }

    /// <summary>A value that was not measured may be anything: no plan can count on it.</summary>
    [Fact]
    public void What_was_not_measured_is_not_moved()
    {
        var path = PathToGreen.Of(Weak with { Values = [double.NaN, 0, 0, 0] }, SampleModel.Model, months: 3);

        Assert.Equal(PathStatus.Found, path.Status);
        Assert.Equal(["Contract"], path.Cheapest!.Lines.Select(line => line.Title));
    }

    [Property(MaxTest = 150)]
    public void No_plan_found_by_trying_everything_is_better(int seed)
    {
        var random = new Random(seed);
        var model = RandomStages.Model(seed, factors: 2 + random.Next(4));
        var snapshot = RandomStages.Snapshot(model, random);
        var months = 1 + random.Next(4);

        var path = PathToGreen.Of(snapshot, model, months);
        var all = Everything(snapshot, model, months).ToArray();

        if (path.Status == PathStatus.AlreadyGreen)
        {
            Assert.Contains((0, 0), all);
            return;
        }

        Assert.Equal(all.Length > 0, path.Status == PathStatus.Found);
        if (all.Length > 0)
        {
            Assert.Equal(all.Min(), (path.Cheapest!.Effort, path.Cheapest.Changes));
            Assert.Equal(
                all.Min(plan => (plan.Changes, plan.Effort)),
                (path.FewestChanges!.Changes, path.FewestChanges.Effort)
            );
        }
    }

    [Property(MaxTest = 100)]
    public void A_plan_does_what_it_says(int seed)
    {
        var random = new Random(seed);
        var model = RandomStages.Model(seed);
        var snapshot = RandomStages.Snapshot(model, random);
        var before = HealthScorer.Score(snapshot, model);

        var path = PathToGreen.Of(snapshot, model, months: 4);

        foreach (var plan in new[] { path.Cheapest, path.FewestChanges }.OfType<GreenPlan>())
        {
            Assert.Equal(Band.Green, plan.After.Band);
            Assert.Equal(plan.After.HealthPoints - before.HealthPoints, plan.Lines.Sum(line => line.Points));
            Assert.Equal(plan.Effort, plan.Lines.Sum(line => line.Effort ?? 0));
            Assert.True(plan.Months <= 4);
        }
    }

    /// <summary>Effort and changes of every combination of bins that is green in time, the bad ways included.</summary>
    private static IEnumerable<(int Effort, int Changes)> Everything(Snapshot snapshot, HealthModel model, int months)
    {
        var formula = model.FormulaOf(snapshot).Formula;
        var points = new int[formula.Factors.Length];
        return Ways(0, 0, 0, snapshot.Values);

        IEnumerable<(int, int)> Ways(int j, int effort, int changes, double[] values)
        {
            if (j == model.Catalog.Count)
            {
                return formula.Bands.BandOf(HealthScorer.Score(values, formula, points)) == Band.Green
                    ? [(effort, changes)]
                    : [];
            }

            return Targets(model.Catalog[j], formula.Factors[j].Bins, values[j], months)
                .SelectMany(to =>
                    Ways(j + 1, effort + to.Effort, changes + (to.Effort > 0 ? 1 : 0), At(values, j, to.Value))
                );
        }
    }

    private static IEnumerable<(double Value, int Effort)> Targets(
        Factor factor,
        FactorBins bins,
        double now,
        int months
    )
    {
        yield return (now, 0);
        var here = bins.BinOf(now);
        for (var bin = 0; bin < bins.BinCount; bin++)
        {
            var steps = factor.Kind == FactorKind.Categorical ? 1 : Math.Abs(bin - here);
            var isMove = factor.IsActionable && here < bins.BinCount && bin != here;
            if (isMove && factor.LeadMonths + steps <= months)
            {
                yield return (factor.Kind == FactorKind.Categorical ? bin : bin + 0.5, steps * factor.Effort);
            }
        }
    }

    private static double[] At(double[] values, int index, double value)
    {
        double[] moved = [.. values];
        moved[index] = value;
        return moved;
    }

    private static HealthModel With(string key, Func<Factor, Factor> change) =>
        SampleModel.Model with
        {
            Catalog = new FactorCatalog(SampleModel.Factors.Select(f => f.Key == key ? change(f) : f)),
        };
}
