using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Bench;

/// <summary>A formula of equal weights over numeric factors with seven edges each, and rows for it.</summary>
internal static class MadeUpFormula
{
    private const int EdgeCount = 7;

    public static HealthFormula Of(int factors)
    {
        var parts = new FormulaFactor[factors];
        var left = HealthFormula.FullHealth;
        for (var j = 0; j < factors; j++)
        {
            var best = left / (factors - j);
            left -= best;
            var bins = FactorBins.Numeric(Enumerable.Range(1, EdgeCount).Select(k => k / (EdgeCount + 1.0)));
            int[] points = [.. Enumerable.Range(0, EdgeCount + 1).Select(k => (int)((long)best * k / EdgeCount))];
            var table = new PointsTable([.. points], best / 3, MissingLearned: true, Other: 0, Mean: best / 2);
            parts[j] = new FormulaFactor(j, $"factor_{j}", bins, table);
        }

        var bands = new BandThresholds(yellowFrom: 310_000_000, greenFrom: 620_000_000);
        return new HealthFormula([.. parts], intercept: 2.5, slope: 0.07, bands);
    }

    /// <summary>Values uniform in 0..1, one in twenty missing.</summary>
    public static double[] Values(int count, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.Next(20) == 0 ? double.NaN : random.NextDouble();
        }

        return values;
    }
}
