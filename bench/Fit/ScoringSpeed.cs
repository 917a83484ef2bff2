using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Bench.Fit;

/// <summary>
/// Goals P5 and P6: scoring against the plainest thing that touches the same data; with a number after the mode, of a
/// formula that has so many pairs.
/// </summary>
internal static class ScoringSpeed
{
    private const int EdgeCount = 7;
    private const int Repeats = 40;

    /// <summary>P5: rows that are binned already, against a bare read of the same bytes.</summary>
    public static Measurement FromBins(TrainingTable table, string[] rest)
    {
        var formula = FormulaOver(table, PairsOf(rest));
        byte[][] bins = [.. formula.Factors.Select(_ => new byte[table.RowCount])];
        BatchScorer.Entries(formula, table.Values, 0, table.RowCount, bins);
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
        var formula = FormulaOver(table, PairsOf(rest));
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

        var points = new int[formula.Factors.Length];
        FormulaFactor[] singles = [.. formula.Factors.Where(f => !f.IsPair)];
        var best = Stopwatches.Best(
            work: () => Score(values, factors, formula, points),
            baseline: () => ReadAndBin(values, factors, singles),
            Repeats
        );
        return best with { WallSeconds = best.WallSeconds / rows, BaselineSeconds = best.BaselineSeconds / rows };
    }

    private static int PairsOf(string[] rest) => rest.Length > 0 ? int.Parse(rest[0]) : 0;

    private static double Score(double[] values, int width, HealthFormula formula, int[] points)
    {
        var sum = 0.0;
        for (var at = 0; at < values.Length; at += width)
        {
            var health = HealthScorer.Score(values.AsSpan(at, width), formula, points);
            sum += HealthScorer.ChurnProbability(health, formula);
        }

        return sum;
    }

    private static double ReadAndBin(double[] values, int width, FormulaFactor[] singles)
    {
        var sum = 0;
        for (var at = 0; at < values.Length; at += width)
        {
            var one = values.AsSpan(at, width);
            foreach (var factor in singles)
            {
                sum += factor.Bins.BinOf(one[factor.Index]);
            }
        }

        return sum;
    }

    /// <summary>A formula of equal weights whose eight bins hold an eighth of the rows each.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="pairs">How many pairs of neighbours, each of every other edge of both.</param>
    public static HealthFormula FormulaOver(TrainingTable table, int pairs = 0)
    {
        var count = table.Catalog.Count;
        var left = HealthFormula.FullHealth;
        var parts = new FormulaFactor[count + pairs];
        for (var j = 0; j < count; j++)
        {
            var best = left / (parts.Length - j);
            left -= best;
            var bins = FactorBins.Numeric(EvenEdges(table.Values[j]));
            int[] points =
            [
                .. Enumerable.Range(0, bins.BinCount).Select(k => (int)((long)best * (k + 1) / bins.BinCount)),
            ];
            var worth = new PointsTable([.. points], best / 3, MissingLearned: true, Other: 0, Mean: best / 2);
            parts[j] = new FormulaFactor(j, table.Catalog[j].Key, bins, worth);
        }

        for (var k = 0; k < pairs; k++)
        {
            var best = left / (pairs - k);
            left -= best;
            parts[count + k] = PairOf(parts[k], parts[k + 1], best);
        }

        var bands = new BandThresholds(yellowFrom: 310_000_000, greenFrom: 620_000_000);
        return new HealthFormula([.. parts], intercept: 2.5, slope: 0.07, bands);
    }

    private static FormulaFactor PairOf(FormulaFactor first, FormulaFactor second, int best)
    {
        var (row, column) = (Coarser(first), Coarser(second));
        var last = (row.Bins.EntryCount * column.Bins.EntryCount) - 1;
        int[] points = [.. Enumerable.Range(0, last + 1).Select(cell => (int)((long)best * cell / last))];
        return FormulaFactor.OfPair(row, column, PointsTable.OfCells([.. points], best / 2));
    }

    private static FactorPart Coarser(FormulaFactor factor) =>
        new(factor.Index, factor.Key, FactorBins.Numeric(factor.Bins.Edges.ToArray().Where((_, k) => k % 2 == 1)));

    private static IEnumerable<double> EvenEdges(double[] column)
    {
        double[] sorted = [.. column.Take(100_000).Where(double.IsFinite).Order()];
        return Enumerable.Range(1, EdgeCount).Select(k => sorted[sorted.Length * k / (EdgeCount + 1)]).Distinct();
    }
}
