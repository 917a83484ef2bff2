using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Bench.Fit;

/// <summary>Goals P5 and P6: scoring against the plainest thing that touches the same data.</summary>
internal static class ScoringSpeed
{
    private const int EdgeCount = 7;
    private const int Repeats = 40;

    /// <summary>P5: rows that are binned already, against a bare read of the same bytes.</summary>
    public static Measurement FromBins(TrainingTable table, string[] rest)
    {
        var formula = FormulaOver(table);
        byte[][] bins =
        [
            .. formula.Factors.Select(f => Array.ConvertAll(table.Values[f.Index], x => (byte)f.Bins.BinOf(x))),
        ];
        var health = new int[table.RowCount];
        return Stopwatches.Best(
            work: () =>
            {
                BatchScorer.Health(formula, bins, health);
                return health[^1];
            },
            baseline: () => bins.Sum(column => BareRead.Sum(column) & 1),
            Repeats
        );
    }

    /// <summary>
    /// P6: one row after the other, to health, contributions and probability, against reading and binning alone.
    /// </summary>
    public static Measurement OneRow(TrainingTable table, string[] rest)
    {
        var formula = FormulaOver(table);
        var factors = table.Catalog.Count;
        var rows = Math.Min(table.RowCount, 20_000);
        var values = new double[rows * factors];
        for (var row = 0; row < rows; row++)
        {
            for (var j = 0; j < factors; j++)
            {
                values[(row * factors) + j] = table.Values[j][row];
            }
        }

        var points = new int[factors];
        var best = Stopwatches.Best(
            work: () => Score(values, formula, points, rows),
            baseline: () => ReadAndBin(values, formula, rows),
            Repeats
        );
        return best with { WallSeconds = best.WallSeconds / rows, BaselineSeconds = best.BaselineSeconds / rows };
    }

    private static double Score(double[] values, HealthFormula formula, int[] points, int rows)
    {
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var health = HealthScorer.Score(values.AsSpan(row * points.Length, points.Length), formula, points);
            sum += HealthScorer.ChurnProbability(health, formula);
        }

        return sum;
    }

    private static double ReadAndBin(double[] values, HealthFormula formula, int rows)
    {
        var sum = 0;
        for (var row = 0; row < rows; row++)
        {
            var one = values.AsSpan(row * formula.Factors.Length, formula.Factors.Length);
            foreach (var factor in formula.Factors.AsSpan())
            {
                sum += factor.Bins.BinOf(one[factor.Index]);
            }
        }

        return sum;
    }

    /// <summary>A formula of equal weights whose eight bins hold an eighth of the rows each.</summary>
    public static HealthFormula FormulaOver(TrainingTable table)
    {
        var count = table.Catalog.Count;
        var left = HealthFormula.FullHealth;
        var parts = new FormulaFactor[count];
        for (var j = 0; j < count; j++)
        {
            var best = left / (count - j);
            left -= best;
            var bins = FactorBins.Numeric(EvenEdges(table.Values[j]));
            int[] points =
            [
                .. Enumerable.Range(0, bins.BinCount).Select(k => (int)((long)best * (k + 1) / bins.BinCount)),
            ];
            var worth = new PointsTable([.. points], best / 3, MissingLearned: true, Other: 0, Mean: best / 2);
            parts[j] = new FormulaFactor(j, table.Catalog[j].Key, bins, worth);
        }

        var bands = new BandThresholds(yellowFrom: 310_000_000, greenFrom: 620_000_000);
        return new HealthFormula([.. parts], intercept: 2.5, slope: 0.07, bands);
    }

    private static IEnumerable<double> EvenEdges(double[] column)
    {
        double[] sorted = [.. column.Take(100_000).Where(double.IsFinite).Order()];
        return Enumerable.Range(1, EdgeCount).Select(k => sorted[sorted.Length * k / (EdgeCount + 1)]).Distinct();
    }
}
