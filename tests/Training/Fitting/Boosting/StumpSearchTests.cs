using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Tests.Evaluation;

namespace HealthScore.Training.Tests.Fitting.Boosting;

public class StumpSearchTests
{
    private const double Tolerance = 1e-12;

    private static FitSettings Settings { get; } = new() { LeafShrinkage = 2, LeafRows = 10 };

    public static TheoryData<int?> Apexes => [(int?)null, int.MaxValue, -1, 0, 1, 2, 3, 4, 5];

    /// <summary>Left of the first cut: g = 3, h = 2: 3 / (2 + 2); right: -5 / (4 + 2); gain 9 / 4 + 25 / 6.</summary>
    [Fact]
    public void The_gain_and_the_steps_are_those_worked_by_hand()
    {
        var grid = Ordered(3);

        var stump = Best(grid, [3, -4, -1, 0], [2, 3, 1, 0], [10, 10, 10, 0], CurveConstraint.Free);

        Assert.Equal(0, stump.Cut);
        Assert.Equal(3.0 / 4, stump.Left, Tolerance);
        Assert.Equal(-5.0 / 6, stump.Right, Tolerance);
        Assert.Equal((9.0 / 4) + (25.0 / 6), stump.Gain, Tolerance);
    }

    [Fact]
    public void Missing_moves_alone_where_that_gains_most()
    {
        var stump = Best(Ordered(3), [1, -1, 0, 6], [2, 2, 2, 4], [10, 10, 10, 10], CurveConstraint.Free);

        Assert.Equal(3, stump.Cut);
        Assert.Equal(1.0, stump.Left, Tolerance);
        Assert.Equal(0.0, stump.Right);
        Assert.Equal(6.0, stump.Gain, Tolerance);
    }

    [Fact]
    public void A_side_of_nine_rows_is_too_small_and_of_ten_is_not()
    {
        double[] gradient = [3, -4, 0];
        double[] information = [2, 3, 0];

        Assert.Equal(0, Best(Ordered(2), gradient, information, [9, 50, 0], CurveConstraint.Free).Gain);
        Assert.True(Best(Ordered(2), gradient, information, [10, 50, 0], CurveConstraint.Free).Gain > 0);
        Assert.Equal(0, Best(Ordered(2), gradient, information, [50, 9, 0], CurveConstraint.Free).Gain);
    }

    [Theory]
    [MemberData(nameof(Apexes))]
    public void The_best_cut_of_an_ordered_factor_is_that_of_an_exhaustive_search(int? apex)
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var (g, h, n) = Sums(random, 6);
            var grid = Ordered(6);

            var stump = Best(grid, g, h, n, new CurveConstraint(apex));

            var gains = Enumerable
                .Range(0, 5)
                .Select(s => GainOf(g, h, n, [.. Enumerable.Range(0, s + 1)], [.. Enumerable.Range(s + 1, 5 - s)]))
                .Where((cut, s) => cut.Allowed && Allowed(apex, s, cut.Right - cut.Left))
                .Select(cut => cut.Gain)
                .Append(n[6] > 0 ? g[6] * g[6] / (h[6] + 2) : 0)
                .Append(0);
            Assert.Equal(gains.Max(), stump.Gain, Tolerance);
        }
    }

    [Fact]
    public void The_best_subset_of_levels_beats_every_other()
    {
        var random = new Random(6);
        var grid = Prebins.Learn(
            Tables.Categorical("plan", "a", "b", "c", "d", "e"),
            [.. Enumerable.Range(0, 100).Select(i => (double)(i % 5))],
            Enumerable.Range(0, 100).ToArray()
        );
        for (var round = 0; round < 50; round++)
        {
            // Equal information in all levels: then the sorted order holds the best subset also with shrinkage.
            var (g, _, _) = Sums(random, 5);
            double[] h = [3, 3, 3, 3, 3, 3];
            int[] n = [20, 20, 20, 20, 20, 20];

            var stump = Best(grid, g, h, n, CurveConstraint.Free);

            var gains = Enumerable
                .Range(1, 62)
                .Select(bits => Enumerable.Range(0, 6).ToLookup(b => (bits >> b & 1) == 1))
                .Select(parts => GainOf(g, h, n, [.. parts[true]], [.. parts[false]]).Gain);
            Assert.Equal(gains.Max(), stump.Gain, Tolerance);
            Assert.Equal(
                stump.Gain,
                GainOf(g, h, n, [.. stump.Members!.Select(m => (int)m)], Others(stump.Members!)).Gain,
                Tolerance
            );
        }
    }

    private static int[] Others(byte[] members) => [.. Enumerable.Range(0, 6).Where(b => !members.Contains((byte)b))];

    private static bool Allowed(int? apex, int cut, double step) =>
        apex is not { } at || (cut < at ? step <= 0 : step >= 0);

    private static (double Gain, double Left, double Right, bool Allowed) GainOf(
        double[] g,
        double[] h,
        int[] n,
        int[] left,
        int[] right
    )
    {
        var (gl, gr) = (left.Sum(b => g[b]), right.Sum(b => g[b]));
        var (hl, hr) = (left.Sum(b => h[b]) + 2, right.Sum(b => h[b]) + 2);
        var allowed = left.Sum(b => n[b]) >= 10 && right.Sum(b => n[b]) >= 10;
        return ((gl * gl / hl) + (gr * gr / hr), gl / hl, gr / hr, allowed);
    }

    private static (double[] G, double[] H, int[] N) Sums(Random random, int count)
    {
        int[] n = [.. Enumerable.Range(0, count + 1).Select(_ => random.Next(0, 20))];
        double[] h = [.. n.Select(rows => rows * (0.05 + (0.2 * random.NextDouble())))];
        double[] g = [.. n.Select(rows => rows * (random.NextDouble() - 0.5))];
        return (g, h, n);
    }

    private static Prebins Ordered(int count) =>
        Prebins.Learn(
            SmallRows.Number("x"),
            [.. Enumerable.Range(0, count).Select(k => (double)k)],
            Enumerable.Range(0, count).ToArray()
        );

    private static Stump Best(Prebins grid, double[] g, double[] h, int[] n, CurveConstraint constraint) =>
        StumpSearch.Best(0, grid, g, h, n, constraint, Settings);
}
