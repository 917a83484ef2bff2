using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Refitting;
using HealthScore.Training.Intervals;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Intervals;

public class GroupJackknifeTests
{
    private static FitSettings WithIntervals { get; } = SmallRows.Quick with { Intervals = FitIntervals.Jackknife };

    [Fact]
    public void Rows_of_one_account_are_in_one_group()
    {
        var groups = GroupJackknife.GroupsOf([7, 8, 7, 9, 7]);

        Assert.Equal(groups[0], groups[2]);
        Assert.Equal(groups[0], groups[4]);
        Assert.All(groups, group => Assert.InRange(group, 0, GroupJackknife.Groups - 1));
    }

    [Fact]
    public void Groups_gradients_sum_to_the_whole_gradient_exactly()
    {
        var (rows, offsets, points) = Rows();
        byte[] groups = [.. Enumerable.Range(0, rows.Count).Select(i => (byte)(i % 50))];

        var byGroup = ScanSums.GroupGradients(rows, offsets, 0.1, points, groups, 50);
        var (whole, residual, _) = ScanSums.Gradient(rows, offsets, 0.1, points, threads: 1);

        for (var b = 0; b < whole.Length; b++)
        {
            Assert.Equal(whole[b], byGroup.Sum(group => group[b]));
        }

        Assert.Equal(residual, byGroup.Sum(group => group[^1]));
    }

    /// <summary>
    /// One factor of one entry is an intercept: its variance is 1 / (n p (1 - p)), here 1 / (4000 / 4).
    /// </summary>
    [Fact]
    public void The_spread_of_an_intercept_is_its_standard_error()
    {
        var churned = new byte[4000];
        var random = new Random(3);
        Array.Fill(churned, (byte)1, 0, 2000);
        random.Shuffle(churned);
        var rows = new FormulaRows([new byte[4000]], [2], churned);
        byte[] groups = [.. Enumerable.Range(0, 4000).Select(i => (byte)(i % 50))];
        var fitted = new FittedPoints(0, [0, 0], 0, [0, 0, 0]);

        var changes = GroupJackknife.Changes(rows, groups, fitted, [CurveConstraint.Free]);

        var error = Math.Sqrt(changes.Sum(c => (c[0] + c[^1]) * (c[0] + c[^1])) / changes.Length);
        Assert.Equal(1, error / Math.Sqrt(1 / 1000.0), 0.25);
    }

    [Fact]
    public void The_mix_of_groups_keeps_their_second_moments()
    {
        var mix = OrthogonalMix.Of(50);

        for (var g = 0; g < 50; g++)
        {
            for (var h = 0; h <= g; h++)
            {
                Assert.Equal(g == h ? 50 : 0, mix.Sum(row => row[g] * row[h]), 1e-9);
            }
        }
    }

    /// <summary>Every alternative keeps the declared directions, also where the fit presses on its bound.</summary>
    [Fact]
    public void Every_alternative_obeys_the_declared_directions()
    {
        var (rows, _, _) = Rows();
        CurveConstraint[] constraints = [CurveConstraint.Rising, CurveConstraint.Free];
        var fitted = PointsRefit.Fit(rows, new double[7], 0, constraints, SmallRows.Quick);
        byte[] groups = [.. Enumerable.Range(0, rows.Count).Select(i => (byte)(i % 50))];

        var changes = GroupJackknife.Changes(rows, groups, fitted, constraints);

        Assert.All(
            changes,
            change =>
            {
                for (var e = 0; e < 2; e++)
                {
                    var rise = fitted.LogOdds[e + 1] + change[e + 1] - fitted.LogOdds[e] - change[e];
                    Assert.True(rise >= -1e-9, $"{rise}");
                }
            }
        );
        Assert.Contains(changes, change => change[1] - change[0] > 1e-3);
    }

    [Fact]
    public void The_same_rows_in_another_order_give_the_same_uncertainty()
    {
        var table = SmallRows.Make(1500, seed: 5);
        int[] shuffled = SmallRows.Shuffled(table.RowCount, seed: 9);

        var one = FormulaTrainer.Fit(table, SmallRows.All(table), WithIntervals);
        var other = FormulaTrainer.Fit(table.Take(shuffled), SmallRows.All(table), WithIntervals with { Threads = 2 });

        Assert.Equal(one.Uncertainty!.Intercepts, other.Uncertainty!.Intercepts);
        Assert.All(one.Uncertainty.Points.Zip(other.Uncertainty.Points), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void Four_times_the_rows_halve_the_spread()
    {
        Assert.InRange(Spread(2000) / Spread(8000), 1.6, 2.4);
    }

    [Fact]
    public void A_fit_that_was_not_asked_says_nothing_and_is_the_same_fit()
    {
        var table = SmallRows.Make(1500, seed: 5);

        var without = SmallRows.Fit(table);
        var with = FormulaTrainer.Fit(table, SmallRows.All(table), WithIntervals);

        Assert.Null(without.Uncertainty);
        Assert.Equal(without.Intercept, with.Intercept);
        Assert.Equal(without.Slope, with.Slope);
    }

    [Fact]
    public void Another_line_stretches_intercepts_and_leaves_points()
    {
        var table = SmallRows.Make(1500, seed: 5);
        var fitted = FormulaTrainer.Fit(table, SmallRows.All(table), WithIntervals);

        var recalibrated = fitted.Recalibrated(intercept: 0.1, slope: 0.5);

        Assert.Equal(fitted.Uncertainty!.Intercepts[3] * 0.5, recalibrated.Uncertainty!.Intercepts[3]);
        Assert.Equal(fitted.Uncertainty.Points[0], recalibrated.Uncertainty.Points[0]);
        Assert.Equal(fitted.Uncertainty.Lines[3].Slope * 0.5, recalibrated.Uncertainty.Lines[3].Slope);
    }

    /// <summary>Of what the last bin of the factor that matters adds to the first.</summary>
    private static double Spread(int count)
    {
        var (rows, _, _) = Rows(count);
        CurveConstraint[] free = [CurveConstraint.Free, CurveConstraint.Free];
        var fitted = PointsRefit.Fit(rows, new double[7], 0, free, SmallRows.Quick with { CurveShrinkage = 0 });
        byte[] groups = [.. Enumerable.Range(0, rows.Count).Select(i => (byte)(i % 50))];
        var changes = GroupJackknife.Changes(rows, groups, fitted, free);
        return Math.Sqrt(changes.Sum(change => (change[6] - change[4]) * (change[6] - change[4])));
    }

    private static (FormulaRows Rows, int[] Offsets, double[] Points) Rows(int count = 2000)
    {
        var random = new Random(1);
        byte[][] entries = [new byte[count], new byte[count]];
        var churned = new byte[count];
        for (var i = 0; i < churned.Length; i++)
        {
            (entries[0][i], entries[1][i]) = ((byte)random.Next(3), (byte)random.Next(3));
            churned[i] = random.NextDouble() < Logistic.Sigmoid((0.5 * entries[1][i]) - 1) ? (byte)1 : (byte)0;
        }

        var rows = new FormulaRows(entries, [4, 3], churned);
        return (rows, rows.Offsets(), [0.1, 0.2, 0.3, 0, -0.4, 0, 0.4]);
    }
}
