using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Tests.Fitting;

/// <summary>
/// Unpenalised logistic regression on dummy variables, as a textbook has it: slow, plain, and not ours.
/// </summary>
internal static class LogisticReference
{
    /// <returns>The intercept, then the effect of every entry of each factor but its first.</returns>
    public static double[] Fit(FormulaRows rows)
    {
        var size = 1 + rows.Sizes.Sum(s => s - 1);
        var theta = new double[size];
        for (var round = 0; round < 25; round++)
        {
            var (gradient, hessian) = (new double[size], new double[size, size]);
            for (var i = 0; i < rows.Count; i++)
            {
                int[] active = [.. Active(rows, i)];
                var p = 1 / (1 + Math.Exp(-active.Sum(k => theta[k])));
                foreach (var r in active)
                {
                    gradient[r] += rows.Churned[i] - p;
                    foreach (var c in active)
                    {
                        hessian[r, c] += p * (1 - p);
                    }
                }
            }

            var step = Solve(hessian, gradient);
            theta = [.. theta.Select((value, k) => value + step[k])];
        }

        return theta;
    }

    /// <summary>Log-odds of a row with these entries of two factors.</summary>
    public static double LogOdds(double[] theta, int first, int second, int[] sizes) =>
        theta[0] + (first == 0 ? 0 : theta[first]) + (second == 0 ? 0 : theta[sizes[0] - 1 + second]);

    /// <summary>Gauss-Jordan elimination with the diagonal as pivots.</summary>
    public static double[] Solve(double[,] a, double[] b)
    {
        var size = b.Length;
        var rows = Enumerable
            .Range(0, size)
            .Select(r => Enumerable.Range(0, size).Select(c => a[r, c]).Append(b[r]).ToArray())
            .ToArray();
        for (var p = 0; p < size; p++)
        {
            for (var r = 0; r < size; r++)
            {
                var share = r == p ? 0 : rows[r][p] / rows[p][p];
                for (var c = p; c <= size && share != 0; c++)
                {
                    rows[r][c] -= share * rows[p][c];
                }
            }
        }

        return [.. rows.Select((row, k) => row[^1] / row[k])];
    }

    private static IEnumerable<int> Active(FormulaRows rows, int row)
    {
        yield return 0;
        var from = 0;
        for (var j = 0; j < rows.Sizes.Length; j++)
        {
            if (rows.Entries[j][row] > 0)
            {
                yield return from + rows.Entries[j][row];
            }

            from += rows.Sizes[j] - 1;
        }
    }
}
