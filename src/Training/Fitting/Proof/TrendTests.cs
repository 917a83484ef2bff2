using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Proof;

/// <summary>
/// How likely chance alone would make a factor tell as much as it does beside all others: score tests of its trend, of
/// a
/// bend where no direction is declared, of its levels, and of missing, at held-out log-odds without the factor's own
/// curve.
/// </summary>
/// <remarks>
/// A trend needs one number where a curve needs many, so it is found with far fewer rows. Rao and Scott (1981):
/// snapshots
/// of one customer repeat each other, so chi-square is divided by its mean inflation over customers, never by less than
/// 1.
/// </remarks>
internal static class TrendTests
{
    /// <summary>Expected to leave, and to stay, among rows without a value or of a level that is looked at.</summary>
    private const double FewestExpected = 5;

    /// <returns>By factor, the chance; 1 for one with nothing to test.</returns>
    /// <param name="data">The rows that the curves were learned from.</param>
    /// <param name="shapes">The curves of each bag, and the log-odds of each row by the bag that left it out.</param>
    /// <param name="catalog">Declared directions, in the order of the data's factors.</param>
    public static double[] Chances(PrebinnedRows data, BoostedShapes shapes, FactorCatalog catalog)
    {
        var (residuals, weights, expected) = (new double[data.Count], new double[data.Count], new double[data.Count]);
        for (var i = 0; i < data.Count; i++)
        {
            var p = Logistic.Sigmoid(shapes.HeldOut[i]);
            (residuals[i], weights[i], expected[i]) = (data.Churned[i] - p, p * (1 - p), p);
        }

        var chances = new double[data.Factors.Length];
        for (var j = 0; j < chances.Length; j++)
        {
            var left = new double[data.Count];
            for (var i = 0; i < left.Length; i++)
            {
                left[i] = residuals[i] + (weights[i] * shapes.OfBags[shapes.BagOfRow[i]][j][data.Codes[j][i]]);
            }

            var sums = CodeSums.Of(data.Codes[j], data.Factors[j].Size, left, weights, expected);
            chances[j] = Chance(data, j, catalog[j], sums, left);
        }

        return chances;
    }

    private static double Chance(PrebinnedRows data, int factor, Factor declared, CodeSums sums, double[] left)
    {
        var grid = data.Factors[factor];
        var measured = Enumerable.Range(0, grid.Count).Where(code => sums.Weights[code] > 0).ToArray();
        var chances = new List<double>();
        if (measured.Length > 1)
        {
            chances.Add(
                grid.IsOrdered
                    ? Ordered(data, factor, declared.Direction, sums, left)
                    : Levels(data, factor, sums, left)
            );
        }

        if (measured.Length > 0 && sums.IsEnough(grid.Missing, FewestExpected))
        {
            double[] missing = [.. Enumerable.Range(0, grid.Size).Select(code => code == grid.Missing ? 1.0 : 0)];
            var column = sums.Centred(missing, grid.Size);
            chances.Add(Test(data, factor, [column], sums, left).Chance);
        }

        return chances.Count == 0 ? 1 : Math.Min(1, chances.Count * chances.Min());
    }

    private static double Ordered(
        PrebinnedRows data,
        int factor,
        FactorDirection direction,
        CodeSums sums,
        double[] left
    )
    {
        var count = data.Factors[factor].Count;
        var trend = sums.Centred(sums.Ranks(count), count);
        if (direction is FactorDirection.HigherIsBetter or FactorDirection.LowerIsBetter)
        {
            var (chance, score) = Test(data, factor, [trend], sums, left);
            return score[0] > 0 == (direction == FactorDirection.LowerIsBetter) ? chance / 2 : 1;
        }

        var bend = sums.Centred(Array.ConvertAll(trend, rank => rank * rank), count);
        return Test(data, factor, [trend, bend], sums, left).Chance;
    }

    private static double Levels(PrebinnedRows data, int factor, CodeSums sums, double[] left)
    {
        var count = data.Factors[factor].Count;
        int[] large = [.. Enumerable.Range(0, count).Where(code => sums.IsEnough(code, FewestExpected))];
        double[][] columns =
        [
            .. large
                .Take(large.Length == count ? large.Length - 1 : large.Length)
                .Select(level =>
                    sums.Centred([.. Enumerable.Range(0, count).Select(code => code == level ? 1.0 : 0)], count)
                ),
        ];
        return columns.Length == 0 ? 1 : Test(data, factor, columns, sums, left).Chance;
    }

    /// <summary>Rao's score test of some columns of the factor's codes, none of which moves the mean.</summary>
    private static (double Chance, double[] Score) Test(
        PrebinnedRows data,
        int factor,
        double[][] columns,
        CodeSums sums,
        double[] left
    )
    {
        var orthogonal = sums.Orthogonal(columns);
        if (orthogonal.Length == 0)
        {
            return (1, new double[columns.Length]);
        }

        double[] scores = [.. orthogonal.Select(column => column.Zip(sums.Residuals, (x, r) => x * r).Sum())];
        var inflation = Math.Max(1, Inflation(data, factor, orthogonal, left));
        var chiSquare = scores.Sum(score => score * score);
        return (ChiSquare.Above(chiSquare / inflation, orthogonal.Length), scores);
    }

    /// <summary>Mean over the columns of the sum of customers' squares.</summary>
    private static double Inflation(PrebinnedRows data, int factor, double[][] columns, double[] left)
    {
        var (ofAccount, squares) = (new double[columns.Length], 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            var code = data.Codes[factor][i];
            for (var k = 0; k < columns.Length; k++)
            {
                ofAccount[k] += left[i] * columns[k][code];
            }

            if (i + 1 == left.Length || data.Keys[i + 1] != data.Keys[i])
            {
                squares += ofAccount.Sum(sum => sum * sum);
                Array.Clear(ofAccount);
            }
        }

        return squares / columns.Length;
    }
}
