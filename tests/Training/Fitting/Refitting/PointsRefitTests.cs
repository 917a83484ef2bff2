using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Tests.Fitting.Refitting;

public class PointsRefitTests
{
    private static CurveConstraint[] AllFree { get; } = [CurveConstraint.Free, CurveConstraint.Free];

    private static FitSettings Unpenalised { get; } =
        new()
        {
            CurveShrinkage = 0,
            MissingShrinkage = 0,
            Threads = 1,
        };

    private static FitSettings Penalised { get; } = new() { MissingShrinkage = 0, Threads = 1 };

    /// <summary>
    /// One factor whose entries have 30 of 40, 20 of 40 and 10 of 40 churned: log-odds ln 3, 0, -ln 3.
    /// </summary>
    [Fact]
    public void One_factor_alone_gets_the_log_odds_of_its_bins()
    {
        byte[] entries = [.. Enumerable.Range(0, 120).Select(i => (byte)(i / 40))];
        byte[] churned = [.. Enumerable.Range(0, 120).Select(i => (byte)(i % 40 < 30 - (10 * (i / 40)) ? 1 : 0))];

        var fitted = PointsRefit.Fit(
            new([entries], [3], churned),
            new double[3],
            0,
            [CurveConstraint.Free],
            Unpenalised
        );

        // A standard error is .37 here (information 7.5), and a hundredth of one is what is asked.
        Assert.Equal(Math.Log(3), fitted.Intercept + fitted.LogOdds[0], 3.7e-3);
        Assert.Equal(0, fitted.Intercept + fitted.LogOdds[1], 3.7e-3);
        Assert.Equal(-Math.Log(3), fitted.Intercept + fitted.LogOdds[2], 3.7e-3);
    }

    [Fact]
    public void Without_the_pull_it_is_unpenalised_logistic_regression()
    {
        var rows = Rows(3000, seed: 14);

        var fitted = PointsRefit.Fit(rows, new double[9], 0, AllFree, Unpenalised);

        // Reference: dummy variables without the first entry of each factor, plain Newton.
        var reference = LogisticReference.Fit(rows);
        for (var first = 0; first < 4; first++)
        {
            for (var second = 0; second < 5; second++)
            {
                var ours = fitted.Intercept + fitted.LogOdds[first] + fitted.LogOdds[4 + second];
                Assert.Equal(LogisticReference.LogOdds(reference, first, second, rows.Sizes), ours, 1e-3);
            }
        }
    }

    [Fact]
    public void At_the_optimum_the_gradient_is_nothing()
    {
        var rows = Rows(3000, seed: 15);
        double[] start = [0.3, 0.1, -0.2, 0.4, 0.5, 0.2, 0, -0.1, -0.3];

        var fitted = PointsRefit.Fit(rows, start, -0.5, AllFree, Penalised);

        var (gradient, information) = GradientAt(rows, start, -0.5, fitted);
        Assert.All(gradient.Index(), g => Assert.InRange(g.Item / Math.Sqrt(information[g.Index]), -1e-3, 1e-3));
    }

    [Fact]
    public void The_pull_keeps_points_nearer_to_the_boosted_curve()
    {
        var rows = Rows(3000, seed: 16);
        var start = new double[9];

        var pulled = PointsRefit.Fit(rows, start, 0, AllFree, Penalised).LogOdds.Sum(Math.Abs);
        var harder = PointsRefit
            .Fit(rows, start, 0, AllFree, Penalised with { CurveShrinkage = 50 })
            .LogOdds.Sum(Math.Abs);

        Assert.True(harder < pulled / 3, $"{harder} against {pulled}");
    }

    [Fact]
    public void Missing_alone_is_drawn_harder_to_where_it_began()
    {
        var rows = Rows(3000, seed: 16);
        var start = new double[9];

        var free = PointsRefit.Fit(rows, start, 0, AllFree, Penalised).LogOdds;
        var drawn = PointsRefit.Fit(rows, start, 0, AllFree, Penalised with { MissingShrinkage = 1e6 }).LogOdds;

        Assert.InRange(Math.Abs(drawn[3]), 0, 1e-3);
        Assert.InRange(Math.Abs(drawn[8]), 0, 1e-3);
        Assert.True(Math.Abs(free[3]) > 0.01, $"{free[3]}");
        Assert.True(Math.Abs(drawn[0]) > 0.01, $"{drawn[0]}");
    }

    [Fact]
    public void More_rows_than_the_Hessian_is_counted_on_reach_the_optimum_to_a_hundredth_of_a_standard_error()
    {
        var rows = Rows(130_000, seed: 17);
        double[] start = [0.3, 0.1, -0.2, 0.4, 0.5, 0.2, 0, -0.1, -0.3];

        var fitted = PointsRefit.Fit(rows, start, -0.5, AllFree, Penalised);

        var (gradient, information) = GradientAt(rows, start, -0.5, fitted);
        var full = ScanSums.JointCounts(rows, rows.Offsets(), fitted.Intercept, fitted.LogOdds);
        var pull = Pull(rows, start, -0.5);
        for (var b = 0; b < pull.Length; b++)
        {
            full[b, b] += pull[b];
        }

        // What a full Newton step would still change.
        var left = LogisticReference.Solve(full, gradient);
        Assert.All(left[..^1].Index(), s => Assert.InRange(s.Item * Math.Sqrt(information[s.Index]), -0.01, 0.01));
    }

    [Fact]
    public void A_direction_holds_where_the_data_contradict_it()
    {
        var rows = Rows(3000, seed: 18);
        var free = PointsRefit.Fit(rows, new double[9], 0, AllFree, Penalised).LogOdds;

        var falling = PointsRefit
            .Fit(rows, new double[9], 0, [CurveConstraint.Falling, CurveConstraint.Free], Penalised)
            .LogOdds;

        // The first factor's log-odds rise: bins 0..2 are pooled, its missing entry is not.
        Assert.True(free[0] < free[1] && free[1] < free[2]);
        Assert.Equal(falling[0], falling[1], 1e-9);
        Assert.Equal(falling[1], falling[2], 1e-9);
        Assert.NotEqual(falling[2], falling[3], 1e-2);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var rows = Rows(40_000, seed: 19);

        var one = PointsRefit.Fit(rows, new double[9], 0, AllFree, Penalised);
        var four = PointsRefit.Fit(rows, new double[9], 0, AllFree, Penalised with { Threads = 4 });

        Assert.Equal(one.LogOdds, four.LogOdds);
        Assert.Equal(one.Intercept, four.Intercept);
        Assert.Equal(one.LogLikelihood, four.LogLikelihood);
    }

    private static double[] Pull(FormulaRows rows, double[] start, double intercept)
    {
        var sample = rows.First(PointsRefit.SampleRows);
        var joint = ScanSums.JointCounts(sample, rows.Offsets(), intercept, start);
        return [.. start.Select((_, b) => (2.0 * joint[b, b] * rows.Count / sample.Count) + 1e-3)];
    }

    private static (double[] Gradient, double[] Information) GradientAt(
        FormulaRows rows,
        double[] start,
        double intercept,
        FittedPoints fitted
    )
    {
        var offsets = rows.Offsets();
        var pull = Pull(rows, start, intercept);
        var (gradient, residual, _) = ScanSums.Gradient(rows, offsets, fitted.Intercept, fitted.LogOdds, threads: 1);
        var joint = ScanSums.JointCounts(rows, offsets, fitted.Intercept, fitted.LogOdds);
        return (
            [.. gradient.Select((g, b) => g - (pull[b] * (fitted.LogOdds[b] - start[b]))), residual],
            [.. Enumerable.Range(0, offsets[^1] + 1).Select(b => joint[b, b])]
        );
    }

    /// <summary>Two correlated factors of 3 and 4 bins and missing; the first rises, the second falls.</summary>
    private static FormulaRows Rows(int count, int seed)
    {
        var random = new Random(seed);
        var (first, second, churned) = (new byte[count], new byte[count], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            first[i] = (byte)random.Next(4);
            second[i] = random.Next(2) == 0 ? first[i] : (byte)random.Next(5);
            var logOdds = -1 + (first[i] < 3 ? 0.7 * first[i] : 0.2) - (0.3 * second[i]);
            churned[i] = (byte)(random.NextDouble() < Logistic.Sigmoid(logOdds) ? 1 : 0);
        }

        return new FormulaRows([first, second], [4, 5], churned);
    }
}
