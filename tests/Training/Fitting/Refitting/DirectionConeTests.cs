using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Tests.Fitting.Refitting;

public class DirectionConeTests
{
    private const double Tolerance = 1e-9;

    /// <summary>
    /// Identity Hessian: the step goes to the nearest point of the cone (isotonic regression, by hand).
    /// </summary>
    [Fact]
    public void With_equal_weights_the_step_is_isotonic_regression()
    {
        // Bins 3, 1, 2 that may only rise: pooled to 2, 2, 2. The missing entry (7) is free; the intercept too.
        var cone = DirectionCone.Of([4], [CurveConstraint.Rising]);

        var step = cone.Step(Identity(5), [3, 1, 2, 7, 0.5], [0, 0, 0, 0]);

        double[] expected = [2, 2, 2, 7, 0.5];
        Assert.All(step.Index(), s => Assert.Equal(expected[s.Index], s.Item, Tolerance));
    }

    [Fact]
    public void A_valley_is_lowest_at_its_apex()
    {
        // Apex 1: bins 0 to 1 may only fall, 1 to 3 only rise. 0 and 1 pool to 1.5, 2 and 3 to 3.5.
        var cone = DirectionCone.Of([5], [new CurveConstraint(1)]);

        var step = cone.Step(Identity(6), [1, 2, 4, 3, -9, 0], [0, 0, 0, 0, 0]);

        double[] expected = [1.5, 1.5, 3.5, 3.5, -9, 0];
        Assert.All(step.Index(), s => Assert.Equal(expected[s.Index], s.Item, Tolerance));
    }

    [Fact]
    public void Without_a_direction_the_step_is_newtons()
    {
        var cone = DirectionCone.Of([3, 2], [CurveConstraint.Free, CurveConstraint.Free]);

        var step = cone.Step(Identity(6), [3, -1, 2, 5, -4, 1], [9, 9, 9, 9, 9]);

        Assert.Equal([3.0, -1, 2, 5, -4, 1], step);
    }

    [Fact]
    public void Any_step_from_a_point_of_the_cone_stays_in_it()
    {
        var random = new Random(11);
        CurveConstraint[] kinds =
        [
            CurveConstraint.Falling,
            CurveConstraint.Rising,
            new(2),
            new(0),
            CurveConstraint.Free,
        ];
        for (var round = 0; round < 100; round++)
        {
            CurveConstraint[] constraints = [.. Enumerable.Range(0, 3).Select(_ => kinds[random.Next(kinds.Length)])];
            int[] sizes = [.. constraints.Select(_ => random.Next(2, 9))];
            var total = sizes.Sum();
            var cone = DirectionCone.Of(sizes, constraints);
            double[] gradient = [.. Enumerable.Range(0, total + 1).Select(_ => random.NextDouble() - 0.5)];
            var points = new double[total];

            for (var newton = 0; newton < 3; newton++)
            {
                var step = cone.Step(Hessian(random, total + 1), gradient, points);
                points = [.. points.Select((point, b) => point + step[b])];
                gradient = [.. gradient.Select(_ => random.NextDouble() - 0.5)];
            }

            Assert.True(Obeys(points, sizes, constraints));
        }
    }

    private static bool Obeys(double[] points, int[] sizes, CurveConstraint[] constraints)
    {
        var from = 0;
        for (var j = 0; j < sizes.Length; j++)
        {
            for (var b = 0; b + 2 < sizes[j]; b++)
            {
                var step = points[from + b + 1] - points[from + b];
                if (constraints[j].Apex is { } apex && (b < apex ? step > Tolerance : step < -Tolerance))
                {
                    return false;
                }
            }

            from += sizes[j];
        }

        return true;
    }

    private static double[,] Identity(int size)
    {
        var identity = new double[size, size];
        for (var k = 0; k < size; k++)
        {
            identity[k, k] = 1;
        }

        return identity;
    }

    private static double[,] Hessian(Random random, int size)
    {
        var hessian = Identity(size);
        for (var k = 0; k < 2 * size; k++)
        {
            double[] row = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
            for (var r = 0; r < size; r++)
            {
                for (var c = 0; c < size; c++)
                {
                    hessian[r, c] += row[r] * row[c];
                }
            }
        }

        return hessian;
    }
}
