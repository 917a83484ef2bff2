using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Intervals;

/// <summary>
/// How far a factor's points lie from its mean, learned from the fit: the variance of a normal prior per factor at
/// which the rows are likeliest. It stands for what shrinkage took from the points; a factor that is all noise has
/// next to none, so that rare entries do not claim the whole range of numbers.
/// </summary>
/// <remarks>
/// Fellner (1986) and Schall (1991): variance = sum of squared posterior means / effective degrees of freedom, on the
/// quadratic approximation at the fit. The posterior covariance covers bias and noise together (Nychka 1988).
/// </remarks>
internal static class CurvePriors
{
    private const int Rounds = 12;
    private const double LeastVariance = 1e-4;
    private const double MostVariance = 16;

    /// <summary>
    /// The prior's precision by entry, and its pull at the fit: the gradient of its logarithm. The intercept, last,
    /// has neither.
    /// </summary>
    /// <param name="information">X'WX by entry, the intercept last.</param>
    /// <param name="gradient">Of the log-likelihood without penalty at the fit, the intercept last.</param>
    /// <param name="points">The fit.</param>
    /// <param name="offsets">Where each factor's entries start.</param>
    public static (double[] Precisions, double[] Pull) Of(
        double[,] information,
        double[] gradient,
        double[] points,
        int[] offsets
    )
    {
        var size = offsets[^1];
        var centred = Centred(information, points, offsets);
        var variances = new double[offsets.Length - 1];
        for (var j = 0; j < variances.Length; j++)
        {
            var of = centred.AsSpan(offsets[j]..offsets[j + 1]);
            variances[j] = Within(SumOfSquares(of) / of.Length);
        }

        var matrix = Matrix<double>.Build.DenseOfArray(information);
        for (var round = 0; round < Rounds; round++)
        {
            var precisions = ByEntry(variances, offsets);
            var inverse = (matrix + Matrix<double>.Build.DiagonalOfDiagonalArray(precisions))
                .Cholesky()
                .Solve(Matrix<double>.Build.DenseIdentity(size + 1));
            var push = Vector<double>.Build.Dense(
                size + 1,
                b => gradient[b] - (b < size ? precisions[b] * centred[b] : 0)
            );
            var step = inverse.Multiply(push);
            for (var j = 0; j < variances.Length; j++)
            {
                variances[j] = Variance(j, variances[j], step, inverse);
            }
        }

        var learned = ByEntry(variances, offsets);
        return (learned, [.. centred.Select((away, b) => -learned[b] * away), 0]);

        double Variance(int j, double variance, Vector<double> step, Matrix<double> inverse)
        {
            var (squares, free) = (0.0, 0.0);
            for (var b = offsets[j]; b < offsets[j + 1]; b++)
            {
                squares += (centred[b] + step[b]) * (centred[b] + step[b]);
                free += 1 - Math.Min(1, inverse[b, b] / variance);
            }

            return free > 0 ? Within(squares / free) : LeastVariance;
        }
    }

    /// <summary>Points less their factor's mean, weighted by information.</summary>
    private static double[] Centred(double[,] information, double[] points, int[] offsets)
    {
        var centred = points.ToArray();
        for (var j = 0; j + 1 < offsets.Length; j++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var b = offsets[j]; b < offsets[j + 1]; b++)
            {
                sum += information[b, b] * points[b];
                weight += information[b, b];
            }

            for (var b = offsets[j]; b < offsets[j + 1]; b++)
            {
                centred[b] -= weight > 0 ? sum / weight : 0;
            }
        }

        return centred;
    }

    private static double[] ByEntry(double[] variances, int[] offsets)
    {
        var precisions = new double[offsets[^1] + 1];
        for (var j = 0; j < variances.Length; j++)
        {
            precisions.AsSpan(offsets[j]..offsets[j + 1]).Fill(1 / variances[j]);
        }

        return precisions;
    }

    private static double SumOfSquares(ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += number * number;
        }

        return sum;
    }

    private static double Within(double variance) => Math.Min(MostVariance, Math.Max(LeastVariance, variance));
}
