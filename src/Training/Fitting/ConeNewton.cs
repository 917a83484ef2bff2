using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Fitting;

/// <summary>
/// min 1/2 t'At - v't where some coordinates may not be negative, by the active set method of Lawson and Hanson (1974,
/// chapter 23) with free coordinates always in the passive set.
/// </summary>
internal static class ConeNewton
{
    /// <summary>Largest gradient, relative to the largest of v, that an inactive bound may still show.</summary>
    public const double Tolerance = 1e-10;

    /// <param name="a">Symmetric positive definite, row by row.</param>
    /// <param name="v">The linear part.</param>
    /// <param name="isBounded">Which coordinates may not be negative.</param>
    public static double[] Solve(double[,] a, double[] v, bool[] isBounded)
    {
        var matrix = Matrix<double>.Build.DenseOfArray(a);
        var passive = Array.ConvertAll(isBounded, bounded => !bounded);
        var t = SolvePassive(matrix, v, passive);
        var scale = Math.Max(1e-300, v.Max(Math.Abs));
        for (var round = 0; round < 3 * v.Length; round++)
        {
            var entering = MostViolated(matrix, v, t, passive, Tolerance * scale);
            if (entering < 0)
            {
                break;
            }

            passive[entering] = true;
            var target = SolvePassive(matrix, v, passive);
            while (Leaving(t, target, passive, isBounded) is var (step, leaves) && leaves >= 0)
            {
                for (var k = 0; k < t.Length; k++)
                {
                    t[k] += step * (target[k] - t[k]);
                }

                for (var k = 0; k < t.Length; k++)
                {
                    if (passive[k] && isBounded[k] && (k == leaves || t[k] <= 0))
                    {
                        (passive[k], t[k]) = (false, 0);
                    }
                }

                target = SolvePassive(matrix, v, passive);
            }

            t = target;
        }

        return t;
    }

    private static int MostViolated(Matrix<double> a, double[] v, double[] t, bool[] passive, double tolerance)
    {
        var gradient = a.Multiply(Vector<double>.Build.Dense(t));
        var (entering, most) = (-1, tolerance);
        for (var k = 0; k < t.Length; k++)
        {
            if (!passive[k] && v[k] - gradient[k] > most)
            {
                (entering, most) = (k, v[k] - gradient[k]);
            }
        }

        return entering;
    }

    private static (double Step, int Leaves) Leaving(double[] t, double[] target, bool[] passive, bool[] isBounded)
    {
        var (step, leaves) = (1.0, -1);
        for (var k = 0; k < t.Length; k++)
        {
            if (passive[k] && isBounded[k] && target[k] <= 0)
            {
                var reach = t[k] / (t[k] - target[k]);
                if (leaves < 0 || reach < step)
                {
                    (step, leaves) = (double.IsNaN(reach) ? 0 : reach, k);
                }
            }
        }

        return (step, leaves);
    }

    private static double[] SolvePassive(Matrix<double> a, double[] v, bool[] passive)
    {
        var index = Enumerable.Range(0, v.Length).Where(k => passive[k]).ToArray();
        var solution = new double[v.Length];
        if (index.Length == 0)
        {
            return solution;
        }

        var part = Matrix<double>.Build.Dense(index.Length, index.Length, (r, c) => a[index[r], index[c]]);
        var right = Vector<double>.Build.Dense(index.Length, r => v[index[r]]);
        var answer = part.Cholesky().Solve(right);
        for (var r = 0; r < index.Length; r++)
        {
            solution[index[r]] = answer[r];
        }

        return solution;
    }
}
