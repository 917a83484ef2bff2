using BenchmarkDotNet.Attributes;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;

namespace HealthScore.Bench;

/// <summary>What a score is made of, each against the plain library call it replaces.</summary>
[MemoryDiagnoser]
public class Parts
{
    private const int Count = 4096;
    private readonly FactorBins bins = MadeUpFormula.Of(1).Factors[0].Bins;
    private double[] values = [];
    private double[] edges = [];

    [GlobalSetup]
    public void Prepare()
    {
        values = MadeUpFormula.Values(Count, seed: 7);
        edges = bins.Edges.ToArray();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Bin()
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += bins.BinOf(value);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Bin_by_the_library_search()
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += Array.BinarySearch(edges, value);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Sigmoid()
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += Logistic.Sigmoid(value);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Sigmoid_by_the_library_exp()
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += 1.0 / (1.0 + Math.Exp(-value));
        }

        return sum;
    }
}
