using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;
using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Fitting.Proof;

/// <summary>
/// Which factors' curves foretell rows they were not learned from, each beside all others. The outcome is regressed on
/// the curves, every row on those of the bag that left it out: a curve of noise has a coefficient of 0 there, whatever
/// it looks like on the rows it was learned from. The least sure curve goes, the rest take up what it said, and so on
/// until all are sure.
/// </summary>
/// <remarks>
/// One Newton step from coefficients of 1; standard errors by customer (White, 1980), because snapshots of one customer
/// repeat each other.
/// </remarks>
internal static class HeldOutCurves
{
    /// <summary>Added to the diagonal, relative to it: curves may be copies of each other.</summary>
    private const double Ridge = 1e-6;

    /// <returns>By factor, whether its curve is sure.</returns>
    /// <param name="data">The rows that the curves were learned from.</param>
    /// <param name="shapes">The curves of each bag, and the log-odds of each row by the bag that left it out.</param>
    /// <param name="sureness">Standard errors that a coefficient must be over 0.</param>
    public static bool[] Of(PrebinnedRows data, BoostedShapes shapes, double sureness)
    {
        int[] factors =
        [
            .. Enumerable
                .Range(0, data.Factors.Length)
                .Where(j => shapes.OfBags.Any(bag => bag[j].Any(value => value != bag[j][0]))),
        ];
        var (information, gradient, squares) = Sums(data, shapes, factors);
        var isSure = new bool[data.Factors.Length];
        var kept = Enumerable.Range(0, factors.Length + 1).Where(k => information[k, k] > 0).ToList();
        while (kept.Count > 1)
        {
            var certainties = Certainties(information, gradient, squares, [.. kept]);
            var least = Enumerable.Range(1, certainties.Length - 1).MinBy(k => certainties[k]);
            if (certainties[least] >= sureness)
            {
                break;
            }

            kept.RemoveAt(least);
        }

        foreach (var k in kept.Skip(1))
        {
            isSure[factors[k - 1]] = true;
        }

        return isSure;
    }

    /// <summary>The intercept stands first.</summary>
    private static (double[,] Information, double[] Gradient, double[,] Squares) Sums(
        PrebinnedRows data,
        BoostedShapes shapes,
        int[] factors
    )
    {
        var size = factors.Length + 1;
        var (information, gradient, squares) = (new double[size, size], new double[size], new double[size, size]);
        var (row, ofAccount) = (new double[size], new double[size]);
        row[0] = 1;
        for (var i = 0; i < data.Count; i++)
        {
            var curves = shapes.OfBags[shapes.BagOfRow[i]];
            for (var k = 1; k < size; k++)
            {
                row[k] = curves[factors[k - 1]][data.Codes[factors[k - 1]][i]];
            }

            var p = Logistic.Sigmoid(shapes.HeldOut[i]);
            for (var k = 0; k < size; k++)
            {
                ofAccount[k] += (data.Churned[i] - p) * row[k];
                var weighted = p * (1 - p) * row[k];
                for (var c = 0; c <= k; c++)
                {
                    information[k, c] += weighted * row[c];
                }
            }

            if (i + 1 == data.Count || data.Keys[i + 1] != data.Keys[i])
            {
                for (var k = 0; k < size; k++)
                {
                    gradient[k] += ofAccount[k];
                    for (var c = 0; c <= k; c++)
                    {
                        squares[k, c] += ofAccount[k] * ofAccount[c];
                    }
                }

                Array.Clear(ofAccount);
            }
        }

        for (var k = 0; k < size; k++)
        {
            information[k, k] *= 1 + Ridge;
            for (var c = 0; c < k; c++)
            {
                (information[c, k], squares[c, k]) = (information[k, c], squares[k, c]);
            }
        }

        // The quadratic about coefficients of 1, as one about 0: a curve that goes has a coefficient of 0.
        for (var k = 1; k < size; k++)
        {
            for (var c = 0; c < size; c++)
            {
                gradient[c] += information[c, k];
            }
        }

        return (information, gradient, squares);
    }

    /// <summary>Each coefficient in its standard errors, where only the given columns take part.</summary>
    private static double[] Certainties(double[,] information, double[] gradient, double[,] squares, int[] columns)
    {
        var inverse = Matrix<double>
            .Build.Dense(columns.Length, columns.Length, (r, c) => information[columns[r], columns[c]])
            .Cholesky()
            .Solve(Matrix<double>.Build.DenseIdentity(columns.Length));
        var certainties = new double[columns.Length];
        for (var k = 0; k < columns.Length; k++)
        {
            var (coefficient, variance) = (0.0, 0.0);
            for (var c = 0; c < columns.Length; c++)
            {
                coefficient += inverse[k, c] * gradient[columns[c]];
                for (var d = 0; d < columns.Length; d++)
                {
                    variance += inverse[k, c] * squares[columns[c], columns[d]] * inverse[k, d];
                }
            }

            certainties[k] = variance > 0 ? coefficient / Math.Sqrt(variance) : 0;
        }

        return certainties;
    }
}
