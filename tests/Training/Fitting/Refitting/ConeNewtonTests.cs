using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Tests.Fitting.Refitting;

public class ConeNewtonTests
{
    private const double Residual = 1e-8;

    /// <summary>min t² - 2t + s² + 2s: free (1, -1); with s bounded (1, 0).</summary>
    [Fact]
    public void A_bound_holds_where_the_free_minimum_lies_outside()
    {
        double[,] a =
        {
            { 2, 0 },
            { 0, 2 },
        };

        Assert.Equal([1.0, -1.0], ConeNewton.Solve(a, [2, -2], [false, false]), Close);
        Assert.Equal([1.0, 0.0], ConeNewton.Solve(a, [2, -2], [false, true]), Close);
    }

    [Fact]
    public void The_optimality_conditions_hold_on_random_problems()
    {
        var random = new Random(9);
        for (var round = 0; round < 60; round++)
        {
            var size = random.Next(1, 40);
            var (a, v, bounded) = Problem(random, size);

            var t = ConeNewton.Solve(a, v, bounded);

            var scale = v.Max(Math.Abs);
            for (var k = 0; k < size; k++)
            {
                var gradient = Enumerable.Range(0, size).Sum(c => a[k, c] * t[c]) - v[k];
                Assert.True(!bounded[k] || t[k] >= 0);
                Assert.True(gradient > -Residual * scale || !bounded[k]);
                Assert.True(Math.Abs(gradient) <= Residual * scale || (bounded[k] && t[k] == 0));
            }
        }
    }

    [Fact]
    public void Its_objective_is_the_least_over_all_sets_of_active_bounds()
    {
        var random = new Random(10);
        for (var round = 0; round < 40; round++)
        {
            var size = random.Next(2, 11);
            var (a, v, bounded) = Problem(random, size);
            int[] bounds = [.. Enumerable.Range(0, size).Where(k => bounded[k]).Take(8)];
            bounded = [.. Enumerable.Range(0, size).Select(k => bounds.Contains(k))];

            var t = ConeNewton.Solve(a, v, bounded);

            var least = Enumerable
                .Range(0, 1 << bounds.Length)
                .Select(active => Free(a, v, bounds.Where((_, b) => (active >> b & 1) == 1).ToHashSet()))
                .Where(x => bounds.All(k => x[k] >= 0))
                .Min(x => Objective(a, v, x));
            Assert.Equal(least, Objective(a, v, t), Residual * (1 + Math.Abs(least)));
        }
    }

    private static bool Close(double x, double y) => Math.Abs(x - y) < Residual;

    private static double Objective(double[,] a, double[] v, double[] t) =>
        Enumerable
            .Range(0, t.Length)
            .Sum(r => (t[r] * Enumerable.Range(0, t.Length).Sum(c => a[r, c] * t[c]) / 2) - (v[r] * t[r]));

    /// <summary>Gaussian elimination over the coordinates that are not held at 0.</summary>
    private static double[] Free(double[,] a, double[] v, HashSet<int> held)
    {
        int[] free = [.. Enumerable.Range(0, v.Length).Where(k => !held.Contains(k))];
        var rows = free.Select(r => free.Select(c => a[r, c]).Append(v[r]).ToArray()).ToArray();
        for (var p = 0; p < free.Length; p++)
        {
            for (var r = 0; r < free.Length; r++)
            {
                var share = r == p ? 0 : rows[r][p] / rows[p][p];
                for (var c = p; c <= free.Length && share != 0; c++)
                {
                    rows[r][c] -= share * rows[p][c];
                }
            }
        }

        var t = new double[v.Length];
        for (var p = 0; p < free.Length; p++)
        {
            t[free[p]] = rows[p][^1] / rows[p][p];
        }

        return t;
    }

    /// <summary>B'B + .1 I with B as wide as high: badly but not hopelessly conditioned.</summary>
    private static (double[,] A, double[] V, bool[] Bounded) Problem(Random random, int size)
    {
        var b = new double[size, size];
        for (var k = 0; k < size * size; k++)
        {
            b[k / size, k % size] = (2 * random.NextDouble()) - 1;
        }

        var a = new double[size, size];
        for (var r = 0; r < size; r++)
        {
            for (var c = 0; c < size; c++)
            {
                a[r, c] = Enumerable.Range(0, size).Sum(k => b[k, r] * b[k, c]) + (r == c ? 0.1 : 0);
            }
        }

        return (
            a,
            [.. Enumerable.Range(0, size).Select(_ => (2 * random.NextDouble()) - 1)],
            [.. Enumerable.Range(0, size).Select(_ => random.Next(3) > 0)]
        );
    }
}
