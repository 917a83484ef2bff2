using BenchmarkDotNet.Attributes;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Bench;

/// <summary>One account of 30 raw values: the whole answer against reading and binning alone (goal P6).</summary>
[MemoryDiagnoser]
public class OneRow
{
    private const int Factors = 30;
    private const int Rows = 1024;
    private readonly int[] points = new int[Factors];
    private double[] values = [];
    private HealthFormula formula = MadeUpFormula.Of(1);

    [GlobalSetup]
    public void Prepare()
    {
        formula = MadeUpFormula.Of(Factors);
        values = MadeUpFormula.Values(Rows * Factors, seed: 1);
    }

    /// <summary>The baseline: every value is read and binned, nothing is looked up.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public int Read_and_bin()
    {
        var sum = 0;
        for (var row = 0; row < Rows; row++)
        {
            var one = values.AsSpan(row * Factors, Factors);
            foreach (var factor in formula.Factors.AsSpan())
            {
                sum += factor.Bins.BinOf(one[factor.Index]);
            }
        }

        return sum;
    }

    /// <summary>Health, 30 contributions and the probability.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double Score()
    {
        var sum = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            var health = HealthScorer.Score(values.AsSpan(row * Factors, Factors), formula, points);
            sum += HealthScorer.ChurnProbability(health, formula);
        }

        return sum;
    }
}
