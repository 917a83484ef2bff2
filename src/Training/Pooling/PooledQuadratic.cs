using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Refitting;
using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Pooling;

/// <summary>What a quadratic log-likelihood says of the effects of a model.</summary>
/// <param name="X">By effect; 0 for those that the model does not hold.</param>
/// <param name="Spread">Posterior variance by effect.</param>
/// <param name="Evidence">Log of the marginal likelihood, up to a constant of the quadratic.</param>
/// <param name="Inverse">Of the penalised information, over the effects of <paramref name="Held"/>.</param>
/// <param name="Held">Effects that the model holds.</param>
internal sealed record PooledEstimate(double[] X, double[] Spread, double Evidence, Matrix<double> Inverse, int[] Held);

/// <summary>
/// The log-likelihood near one point as a quadratic in the effects, so that variances are learned without touching the
/// rows again: maximise Linear'x - 1/2 x'Information x.
/// </summary>
/// <param name="Effects">The effects.</param>
/// <param name="Linear">By effect.</param>
/// <param name="Information">Symmetric, positive semi-definite.</param>
internal sealed record PooledQuadratic(PooledEffects Effects, double[] Linear, double[,] Information)
{
    /// <summary>Keeps constraints that say the same apart.</summary>
    private const double RoundingRidge = 1e-9;

    /// <summary>How far under 0 a multiplier may lie before its constraint takes part.</summary>
    private const double Slack = 1e-9;

    private const int MostRounds = 20;

    public PooledEstimate Solve(PooledModel model)
    {
        var all = Effects.All;
        int[] held = [.. Enumerable.Range(0, all.Length).Where(e => model.Holds(all[e], e))];
        var penalised = Matrix<double>.Build.Dense(
            held.Length,
            held.Length,
            (r, c) => Information[held[r], held[c]] + (r == c ? model.PullOf(all[held[r]]) : 0)
        );
        var cholesky = penalised.Cholesky();
        var inverse = cholesky.Solve(Matrix<double>.Build.DenseIdentity(held.Length));
        var linear = Vector<double>.Build.Dense(held.Length, r => Linear[held[r]]);
        var solution = inverse * linear;
        var (x, spread) = (new double[all.Length], new double[all.Length]);
        var evidence = linear.DotProduct(solution) / 2;
        for (var r = 0; r < held.Length; r++)
        {
            x[held[r]] = solution[r];
            spread[held[r]] = inverse[r, r];
            var pull = model.PullOf(all[held[r]]);
            evidence += (pull > 0 ? Logistic.Log(pull) / 2 : 0) - Logistic.Log(cholesky.Factor[r, r]);
        }

        return new PooledEstimate(x, spread, evidence, inverse, held);
    }

    /// <summary>The best effects among those at which no multiplier of any cell is under 0.</summary>
    /// <remarks>
    /// The dual of a quadratic under linear constraints has one force a constraint that may not be negative, which is
    /// <see cref="ConeNewton"/>'s problem. Only constraints that were broken on the way take part.
    /// </remarks>
    public double[] SolveWithin(PooledEstimate free, int factors)
    {
        var x = free.X;
        var broken = new List<double[]>();
        for (var round = 0; round < MostRounds; round++)
        {
            double[][] newly = [.. Effects.Rows(factors).Where(row => 1 + Dot(row, x) < -Slack)];
            if (newly.Length == 0)
            {
                break;
            }

            broken.AddRange(newly);
            x = Lifted(free, broken);
        }

        return x;
    }

    private static double[] Lifted(PooledEstimate free, List<double[]> broken)
    {
        var rows = Matrix<double>.Build.Dense(broken.Count, free.Held.Length, (r, e) => broken[r][free.Held[e]]);
        var spread = rows * free.Inverse;
        var dual = (spread * rows.Transpose()).ToArray();
        var linear = new double[broken.Count];
        for (var r = 0; r < linear.Length; r++)
        {
            linear[r] = -1 - Dot(broken[r], free.X);
            dual[r, r] *= 1 + RoundingRidge;
        }

        var forces = ConeNewton.Solve(dual, linear, [.. Enumerable.Repeat(element: true, linear.Length)]);
        var x = free.X.ToArray();
        for (var e = 0; e < free.Held.Length; e++)
        {
            for (var r = 0; r < forces.Length; r++)
            {
                x[free.Held[e]] += spread[r, e] * forces[r];
            }
        }

        return x;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
