using HealthScore.Core.Scoring;
using HealthScore.Training.Calibration;

namespace HealthScore.Training.Pooling.Deviations;

/// <summary>One segment's rows as the fit of its own curves sees them.</summary>
/// <param name="LogOdds">By row, of the pooled model.</param>
/// <param name="Places">By row and factor, where its deviation stands; -1 for a level never seen.</param>
/// <param name="Sizes">By factor: its bins and missing.</param>
/// <param name="Churned">1 where the row churned.</param>
internal sealed record DeviationRows(double[] LogOdds, int[][] Places, int[] Sizes, byte[] Churned)
{
    public static DeviationRows Of(PooledRows rows, PooledFit fit, int[] own, CurvePlace[] curves)
    {
        int[] sizes = [.. curves.Select(curve => rows.Curves.Factors[curve.Factor].Bins.BinCount + 1)];
        var entries = Array.ConvertAll(curves, curve => rows.Curves.Entries[curve.Factor]);
        var data = new DeviationRows(
            Array.ConvertAll(own, i => fit.Seen!.Curves.LogOdds(i, fit.SeenCoefficients[rows.Units.CellOfRow[i]])),
            [],
            sizes,
            Array.ConvertAll(own, i => rows.Churned[i])
        );
        return data with
        {
            Places = Array.ConvertAll(
                own,
                i => sizes.Select((size, k) => entries[k][i] < size ? data.Offset(k) + entries[k][i] : -1).ToArray()
            ),
        };
    }

    /// <summary>Where a factor's deviations begin.</summary>
    public int Offset(int factor) => Sizes.AsSpan(0, factor).ToArray().Sum();

    /// <summary>A factor's part.</summary>
    public double[] Of(int factor, double[] byEntry) => byEntry[Offset(factor)..Offset(factor + 1)];

    public double[] ByEntry(double[] byFactor, Func<double, double> of) =>
        [.. Sizes.SelectMany((size, k) => Enumerable.Repeat(of(byFactor[k]), size))];

    /// <summary>The intercept that goes best with deviations, and the log-likelihood there.</summary>
    public (double Intercept, double LogLikelihood) Fitted(double[] deviations)
    {
        var intercept = BaseRate.Intercept([.. LogOdds.Select((_, i) => At(i, 0, deviations))], Churned);
        return (intercept, LogLikelihood(intercept, deviations));
    }

    public double LogLikelihood(double intercept, double[] deviations)
    {
        var sum = 0.0;
        for (var i = 0; i < LogOdds.Length; i++)
        {
            var logOdds = At(i, intercept, deviations);
            sum += Logistic.Log(Math.Max(Logistic.Sigmoid(Churned[i] == 1 ? logOdds : -logOdds), double.Epsilon));
        }

        return sum;
    }

    /// <summary>Of the log-likelihood in the deviations, the intercept last.</summary>
    public (double[] Gradient, double[,] Hessian) QuadraticAt(double intercept, double[] deviations)
    {
        var size = deviations.Length;
        var (gradient, hessian) = (new double[size + 1], new double[size + 1, size + 1]);
        for (var i = 0; i < LogOdds.Length; i++)
        {
            var p = Logistic.Sigmoid(At(i, intercept, deviations));
            int[] own = [.. Places[i].Where(place => place >= 0), size];
            foreach (var r in own)
            {
                gradient[r] += Churned[i] - p;
                foreach (var c in own)
                {
                    hessian[r, c] += p * (1 - p);
                }
            }
        }

        return (gradient, hessian);
    }

    private double At(int row, double intercept, double[] deviations)
    {
        var logOdds = LogOdds[row] + intercept;
        foreach (var place in Places[row])
        {
            logOdds += place < 0 ? 0 : deviations[place];
        }

        return logOdds;
    }
}
