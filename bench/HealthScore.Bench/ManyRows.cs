using BenchmarkDotNet.Attributes;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Bench;

/// <summary>A million rows of 30 factors that are binned already, against reading the same bytes (goal P5).</summary>
[MemoryDiagnoser]
public class ManyRows
{
    private const int Factors = 30;
    private readonly HealthFormula formula = MadeUpFormula.Of(Factors);
    private byte[][] bins = [];
    private int[] health = [];

    [Params(1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        health = new int[Rows];
        bins =
        [
            .. formula.Factors.Select(
                (factor, j) =>
                {
                    var values = MadeUpFormula.Values(Rows, seed: j);
                    return Array.ConvertAll(values, value => (byte)factor.Bins.BinOf(value));
                }
            ),
        ];
    }

    [Benchmark(Baseline = true)]
    public long Read()
    {
        var sum = 0L;
        foreach (var column in bins)
        {
            sum += BareRead.Sum(column);
        }

        return sum;
    }

    [Benchmark]
    public int Score_from_bins()
    {
        BatchScorer.Health(formula, bins, health);
        return health[^1];
    }
}
