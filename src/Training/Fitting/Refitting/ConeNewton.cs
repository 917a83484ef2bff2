using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace HealthScore.Training.Fitting.Refitting;

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
    public static double[] Solve(double[,] a, double[] v, bool[] isBounded) =>
        Solve(new PassiveSystem(a), v, isBounded, new double[v.Length]);

    /// <summary>The same from a point that keeps the bounds; near the answer few coordinates change sides.</summary>
    /// <inheritdoc cref="Solve(double[,], double[], bool[])"/>
    public static double[] Solve(PassiveSystem a, double[] v, bool[] isBounded, double[] start)
    {
        var passive = isBounded.Zip(start, (bounded, at) => !bounded || at > 0).ToArray();
        var t = WithinBounds(a, v, isBounded, passive, [.. start]);
        var scale = Math.Max(1e-300, v.Max(Math.Abs));
        for (var round = 0; round < 3 * v.Length; round++)
        {
            var entering = MostViolated(a.Matrix, v, t, passive, Tolerance * scale);
            if (entering < 0)
            {
                break;
            }

            passive[entering] = true;
            t = WithinBounds(a, v, isBounded, passive, t);
        }

        return t;
    }

    /// <summary>Moves t to the minimum over the passive set, dropping those that would cross their bound.</summary>
    private static double[] WithinBounds(PassiveSystem a, double[] v, bool[] isBounded, bool[] passive, double[] t)
    {
        var target = a.Solve(v, passive);
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

            target = a.Solve(v, passive);
        }

        return target;
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
}

/// <summary>
/// A symmetric positive definite system of which a part is solved; a part asked for again is not factored again.
/// </summary>
internal sealed class PassiveSystem(double[,] a)
{
    private bool[] factored = [];
    private int[] index = [];
    private Cholesky<double>? cholesky;

    public Matrix<double> Matrix { get; } = Matrix<double>.Build.DenseOfArray(a);

    /// <summary>Of the passive coordinates; the others are 0.</summary>
    public double[] Solve(double[] v, bool[] passive)
    {
        if (!passive.AsSpan().SequenceEqual(factored))
        {
            factored = [.. passive];
            index = [.. Enumerable.Range(0, passive.Length).Where(k => passive[k])];
            cholesky = index.Length == 0 ? null : Part().Cholesky();
        }

        var solution = new double[v.Length];
        if (cholesky is null)
        {
            return solution;
        }

        var answer = cholesky.Solve(Vector<double>.Build.Dense(index.Length, r => v[index[r]]));
        for (var r = 0; r < index.Length; r++)
        {
            solution[index[r]] = answer[r];
        }

        return solution;
    }

    private Matrix<double> Part() =>
        Matrix<double>.Build.Dense(index.Length, index.Length, (r, c) => a[index[r], index[c]]);
}
