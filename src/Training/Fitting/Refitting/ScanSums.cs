using HealthScore.Core.Scoring;

namespace HealthScore.Training.Fitting.Refitting;

/// <summary>Sums over rows that every step of the re-fit needs: the gradient and log-likelihood of all rows, the joint
/// counts of a sample.</summary>
/// <remarks>
/// Residuals are summed as whole numbers of 2^-32, so that the sums are the same in any order and for any number of
/// threads; a row's residual is rounded by less than 2^-33.
/// </remarks>
internal static class ScanSums
{
    private const double Unit = 4294967296.0;
    private const int Chunk = 8192;

    /// <summary>One logarithm serves the product of this many probabilities: it cannot fall out of range.</summary>
    private const int RowsPerLog = 8;
    private const double LeastProbability = 1e-38;

    /// <summary>Gradient by entry, the sum of residuals, and the log-likelihood at the present points.</summary>
    public static (double[] Gradient, double Residual, double LogLikelihood) Gradient(
        FormulaRows rows,
        int[] offsets,
        double intercept,
        double[] points,
        int threads
    )
    {
        var chunks = (rows.Count + Chunk - 1) / Chunk;
        var likelihoods = new double[chunks];
        var sums = new long[offsets[^1]];
        var residual = 0L;
        var gate = new Lock();
        Parallel.For(
            0,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new long[offsets[^1] + 1],
            (chunk, _, mine) =>
            {
                likelihoods[chunk] = Scan(rows, offsets, intercept, points, chunk, mine);
                return mine;
            },
            mine =>
            {
                lock (gate)
                {
                    residual += mine[^1];
                    for (var b = 0; b < sums.Length; b++)
                    {
                        sums[b] += mine[b];
                    }
                }
            }
        );
        return (Array.ConvertAll(sums, sum => sum / Unit), residual / Unit, likelihoods.Sum());
    }

    /// <summary>
    /// Gradient of the log-likelihood by group of rows and entry; the last of each group is its sum of residuals.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="offsets">Where each factor's entries start.</param>
    /// <param name="intercept">The present intercept.</param>
    /// <param name="points">The present log-odds of churn by entry.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="groupCount">Groups in all.</param>
    public static double[][] GroupGradients(
        FormulaRows rows,
        int[] offsets,
        double intercept,
        double[] points,
        byte[] groups,
        int groupCount
    )
    {
        var width = offsets[^1] + 1;
        var sums = new long[groupCount * width];
        Span<double> logOdds = stackalloc double[Chunk];
        var residuals = new long[Chunk];
        for (var from = 0; from < rows.Count; from += Chunk)
        {
            var part = logOdds[..Math.Min(Chunk, rows.Count - from)];
            LogOdds(rows, offsets, intercept, points, from, part);
            Logistic.Sigmoid(part);
            for (var i = 0; i < part.Length; i++)
            {
                residuals[i] = (long)((rows.Churned[from + i] - part[i]) * Unit);
                sums[(groups[from + i] * width) + width - 1] += residuals[i];
            }

            for (var j = 0; j < rows.Entries.Length; j++)
            {
                var entries = rows.Entries[j].AsSpan(from, part.Length);
                for (var i = 0; i < entries.Length; i++)
                {
                    sums[(groups[from + i] * width) + offsets[j] + entries[i]] += residuals[i];
                }
            }
        }

        return [.. Enumerable.Range(0, groupCount).Select(g => Scaled(sums.AsSpan(g * width, width)))];
    }

    private static double[] Scaled(ReadOnlySpan<long> sums)
    {
        var scaled = new double[sums.Length];
        for (var b = 0; b < sums.Length; b++)
        {
            scaled[b] = sums[b] / Unit;
        }

        return scaled;
    }

    /// <summary>Log-odds of churn of the rows of one chunk.</summary>
    public static void LogOdds(
        FormulaRows rows,
        int[] offsets,
        double intercept,
        double[] points,
        int from,
        Span<double> logOdds
    )
    {
        logOdds.Fill(intercept);
        if (rows.Offset is { } offset)
        {
            for (var i = 0; i < logOdds.Length; i++)
            {
                logOdds[i] += offset[from + i];
            }
        }

        for (var j = 0; j < rows.Entries.Length; j++)
        {
            var entries = rows.Entries[j].AsSpan(from, logOdds.Length);
            var table = points.AsSpan(offsets[j], rows.Sizes[j]);
            for (var i = 0; i < entries.Length; i++)
            {
                logOdds[i] += table[entries[i]];
            }
        }
    }

    /// <summary>
    /// Sums of p (1 - p) by pair of entries over all the given rows; the last row and column are the intercept's.
    /// </summary>
    public static double[,] JointCounts(FormulaRows rows, int[] offsets, double intercept, double[] points)
    {
        var size = offsets[^1];
        var joint = new double[size + 1, size + 1];
        var weights = new double[rows.Count];
        LogOdds(rows, offsets, intercept, points, 0, weights);
        Logistic.Sigmoid(weights);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= 1 - weights[i];
            joint[size, size] += weights[i];
        }

        for (var j = 0; j < rows.Entries.Length; j++)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                joint[offsets[j] + rows.Entries[j][i], size] += weights[i];
            }

            for (var b = offsets[j]; b < offsets[j + 1]; b++)
            {
                joint[size, b] = joint[b, size];
                joint[b, b] = joint[b, size];
            }

            for (var k = j + 1; k < rows.Entries.Length; k++)
            {
                CountPair(rows, offsets, weights, joint, j, k);
            }
        }

        return joint;
    }

    private static void CountPair(FormulaRows rows, int[] offsets, double[] weights, double[,] joint, int j, int k)
    {
        var width = rows.Sizes[k];
        var counts = new double[rows.Sizes[j] * width];
        var (left, right) = (rows.Entries[j], rows.Entries[k]);
        for (var i = 0; i < weights.Length; i++)
        {
            counts[(left[i] * width) + right[i]] += weights[i];
        }

        for (var b = 0; b < rows.Sizes[j]; b++)
        {
            for (var c = 0; c < width; c++)
            {
                var count = counts[(b * width) + c];
                joint[offsets[j] + b, offsets[k] + c] = count;
                joint[offsets[k] + c, offsets[j] + b] = count;
            }
        }
    }

    private static double Scan(
        FormulaRows rows,
        int[] offsets,
        double intercept,
        double[] points,
        int chunk,
        long[] mine
    )
    {
        var from = chunk * Chunk;
        var count = Math.Min(Chunk, rows.Count - from);
        Span<double> logOdds = stackalloc double[count];
        Span<long> residuals = stackalloc long[count];
        LogOdds(rows, offsets, intercept, points, from, logOdds);
        Logistic.Sigmoid(logOdds);
        var (logLikelihood, product) = (0.0, 1.0);
        for (var i = 0; i < count; i++)
        {
            var churned = rows.Churned[from + i];
            var p = logOdds[i];
            residuals[i] = (long)((churned - p) * Unit);
            mine[^1] += residuals[i];
            product *= Math.Max(churned == 1 ? p : 1 - p, LeastProbability);
            if (i % RowsPerLog == RowsPerLog - 1)
            {
                logLikelihood += Logistic.Log(product);
                product = 1;
            }
        }

        logLikelihood += Logistic.Log(product);

        for (var j = 0; j < rows.Entries.Length; j++)
        {
            var entries = rows.Entries[j].AsSpan(from, count);
            var sums = mine.AsSpan(offsets[j], rows.Sizes[j]);
            for (var i = 0; i < entries.Length; i++)
            {
                sums[entries[i]] += residuals[i];
            }
        }

        return logLikelihood;
    }
}
