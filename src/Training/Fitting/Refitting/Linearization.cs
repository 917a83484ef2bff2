using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Refitting;

/// <summary>
/// The log-likelihood of one bag's rows as a quadratic around the present curves: the gradient by prebin, and the
/// weighted joint counts of all pairs of prebins. A step on one factor changes the gradients of all by one or two rows
/// of the table, so boosting need not touch the rows again until the curves have moved far.
/// </summary>
/// <remarks>
/// For ordered factors the rows of the table are running sums over the factor's measured prebins, so that the effect of
/// a step on "all prebins up to s" is one row.
/// </remarks>
internal sealed class Linearization
{
    private readonly PrebinnedRows data;
    private readonly int trained;
    private readonly int[] offsets;
    private readonly double[][] joint;
    private readonly double[] weights;
    private readonly double[] residuals;
    private readonly double[] logOdds;

    /// <summary>Joint counts of one pair of factors while they are counted.</summary>
    private readonly double[] pair;

    /// <param name="data">Prebinned rows, those that this bag learns from first.</param>
    /// <param name="trained">How many it learns from.</param>
    /// <param name="offsets">Where each factor's prebins start.</param>
    public Linearization(PrebinnedRows data, int trained, int[] offsets)
    {
        (this.data, this.trained, this.offsets) = (data, trained, offsets);
        var size = offsets[^1];
        joint = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        weights = new double[trained];
        residuals = new double[trained];
        logOdds = new double[data.Count];
        var widest = data.Factors.Max(grid => grid.Size);
        pair = new double[widest * widest];
        Gradient = new double[size];
        Information = new double[size];
    }

    /// <summary>By prebin, the sum of (churned - probability).</summary>
    public double[] Gradient { get; }

    /// <summary>By prebin, the sum of p (1 - p).</summary>
    public double[] Information { get; }

    /// <summary>Log-odds of each row, in the order of the data, at the last refresh.</summary>
    public ReadOnlySpan<double> LogOdds => logOdds;

    /// <summary>Starts all rows at one log-odds.</summary>
    public void Start(double value) => Array.Fill(logOdds, value);

    /// <summary>Adds what a factor's curve has moved to the rows.</summary>
    public void Move(int factor, ReadOnlySpan<double> change)
    {
        var codes = data.Codes[factor];
        for (var i = 0; i < codes.Length; i++)
        {
            logOdds[i] += change[codes[i]];
        }
    }

    /// <summary>Mean log-loss of the rows that do not train.</summary>
    public double HeldOutLogLoss()
    {
        var loss = 0.0;
        for (var i = trained; i < logOdds.Length; i++)
        {
            loss += Softplus(data.Churned[i] == 1 ? -logOdds[i] : logOdds[i]);
        }

        return trained == logOdds.Length ? 0 : loss / (logOdds.Length - trained);
    }

    /// <summary>The exact gradient at the rows' present log-odds.</summary>
    public void RefreshGradient()
    {
        logOdds.AsSpan(0, trained).CopyTo(residuals);
        Logistic.Sigmoid(residuals);
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = data.Churned[i] - residuals[i];
        }

        Sum(residuals, Gradient);
    }

    /// <summary>The weighted joint counts at the rows' present log-odds, and the information of each prebin.</summary>
    public void RefreshJointCounts()
    {
        logOdds.AsSpan(0, trained).CopyTo(weights);
        Logistic.Sigmoid(weights);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= 1 - weights[i];
        }

        Sum(weights, Information);
        foreach (var row in joint)
        {
            Array.Clear(row);
        }

        for (var j = 0; j < data.Factors.Length; j++)
        {
            CountDiagonal(j);
            for (var k = j + 1; k < data.Factors.Length; k++)
            {
                CountPair(j, k);
            }
        }

        for (var j = 0; j < data.Factors.Length; j++)
        {
            if (data.Factors[j].IsOrdered)
            {
                Accumulate(j);
            }
        }
    }

    /// <summary>Takes the effect of moving prebins by <paramref name="step"/> off the gradient.</summary>
    /// <param name="row">A row of the table: one prebin, or of an ordered factor all measured ones up to it.</param>
    /// <param name="step">Change of log-odds.</param>
    public void Apply(int row, double step)
    {
        var counts = joint[row];
        var scale = new Vector<double>(step);
        var width = Vector<double>.Count;
        var b = 0;
        for (; b <= counts.Length - width; b += width)
        {
            (new Vector<double>(Gradient, b) - (scale * new Vector<double>(counts, b))).CopyTo(Gradient, b);
        }

        for (; b < counts.Length; b++)
        {
            Gradient[b] -= step * counts[b];
        }
    }

    private void Sum(double[] ofRows, double[] byPrebin)
    {
        Array.Clear(byPrebin);
        for (var j = 0; j < data.Factors.Length; j++)
        {
            var sums = byPrebin.AsSpan(offsets[j], data.Factors[j].Size);
            var codes = data.Codes[j].AsSpan(0, ofRows.Length);
            for (var i = 0; i < codes.Length; i++)
            {
                sums[codes[i]] += ofRows[i];
            }
        }
    }

    private static double Softplus(double x) =>
        x > 0 ? x + Logistic.Log(1 + Logistic.Exp(-x)) : Logistic.Log(1 + Logistic.Exp(x));

    private void CountDiagonal(int factor)
    {
        for (var b = offsets[factor]; b < offsets[factor + 1]; b++)
        {
            joint[b][b] = Information[b];
        }
    }

    private void CountPair(int first, int second)
    {
        var (width, start) = (data.Factors[second].Size, offsets[second]);
        var counts = pair.AsSpan(0, data.Factors[first].Size * width);
        counts.Clear();
        var left = data.Codes[first].AsSpan(0, weights.Length);
        var right = data.Codes[second].AsSpan(0, weights.Length);

        // Codes are below the factors' sizes by construction: the one loop where the check of every index is felt.
        ref var cell = ref MemoryMarshal.GetReference(counts);
        for (var i = 0; i < weights.Length; i++)
        {
            Unsafe.Add(ref cell, (left[i] * width) + right[i]) += weights[i];
        }

        for (var b = 0; b < data.Factors[first].Size; b++)
        {
            counts.Slice(b * width, width).CopyTo(joint[offsets[first] + b].AsSpan(start));
            for (var c = 0; c < width; c++)
            {
                joint[start + c][offsets[first] + b] = counts[(b * width) + c];
            }
        }
    }

    private void Accumulate(int factor)
    {
        for (var b = offsets[factor] + 1; b < offsets[factor] + data.Factors[factor].Count; b++)
        {
            var (row, before) = (joint[b], joint[b - 1]);
            for (var c = 0; c < row.Length; c++)
            {
                row[c] += before[c];
            }
        }
    }
}
