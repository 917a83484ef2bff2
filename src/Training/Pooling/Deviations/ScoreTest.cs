namespace HealthScore.Training.Pooling.Deviations;

/// <summary>
/// Rao's score test of some parameters where others are fitted: what the scores still say when the others have taken
/// what they can, by elimination in one fixed order. A parameter that others make up is passed over, and no degree of
/// freedom is counted for it.
/// </summary>
internal sealed class ScoreTest
{
    /// <summary>Of a parameter's information: a smaller rest is rounding.</summary>
    private const double LeastRest = 1e-8;

    /// <summary>The unit lower factor below the diagonal, 0 in columns that were passed over.</summary>
    private readonly double[,] lower;

    /// <summary>By parameter, the information that was left of it; 0 where passed over.</summary>
    private readonly double[] pivots;
    private readonly int nuisance;

    private ScoreTest(double[,] lower, double[] pivots, int nuisance, double chiSquare)
    {
        (this.lower, this.pivots, this.nuisance, ChiSquare) = (lower, pivots, nuisance, chiSquare);
        Degrees = pivots.AsSpan(nuisance).ToArray().Count(pivot => pivot > 0);
    }

    public double ChiSquare { get; }

    public int Degrees { get; }

    /// <param name="information">By parameter, those that are fitted first; the lower half is read and used up.</param>
    /// <param name="score">By parameter; used up.</param>
    /// <param name="nuisance">How many are fitted and not tested.</param>
    public static ScoreTest Of(double[,] information, double[] score, int nuisance)
    {
        var size = score.Length;
        var (pivots, least, chiSquare) = (new double[size], new double[size], 0.0);
        for (var c = 0; c < size; c++)
        {
            least[c] = LeastRest * information[c, c];
        }

        for (var c = 0; c < size; c++)
        {
            var pivot = information[c, c];
            if (pivot <= least[c])
            {
                for (var r = c + 1; r < size; r++)
                {
                    information[r, c] = 0;
                }

                continue;
            }

            pivots[c] = pivot;
            chiSquare += c < nuisance ? 0 : score[c] * score[c] / pivot;
            Eliminate(information, score, c, pivot);
        }

        return new ScoreTest(information, pivots, nuisance, chiSquare);
    }

    /// <summary>Chance of a chi-square as large where nothing is there.</summary>
    /// <param name="inflation">How much larger chance alone makes it than rows that are free of each other do.</param>
    public double Chance(double inflation) =>
        Degrees == 0 ? 1 : Evaluation.ChiSquare.Above(ChiSquare / inflation, Degrees);

    /// <summary>
    /// By degree of freedom, the sum over parameters that has variance 1 and nothing to do with the others: the squares
    /// of these sums of the scores make chi-square.
    /// </summary>
    public double[][] Directions()
    {
        var directions = new List<double[]>();
        for (var t = nuisance; t < pivots.Length; t++)
        {
            if (pivots[t] > 0)
            {
                directions.Add(Direction(t));
            }
        }

        return [.. directions];
    }

    private double[] Direction(int tested)
    {
        var direction = new double[pivots.Length];
        direction[tested] = 1;
        for (var i = tested - 1; i >= 0; i--)
        {
            var sum = 0.0;
            for (var j = i + 1; j <= tested; j++)
            {
                sum += direction[j] * lower[j, i];
            }

            direction[i] = pivots[i] > 0 ? -sum : 0;
        }

        var deviation = Math.Sqrt(pivots[tested]);
        return Array.ConvertAll(direction, d => d / deviation);
    }

    private static void Eliminate(double[,] information, double[] score, int c, double pivot)
    {
        for (var r = c + 1; r < score.Length; r++)
        {
            var below = information[r, c];
            if (below == 0)
            {
                continue;
            }

            var share = below / pivot;
            information[r, c] = share;
            for (var k = c + 1; k <= r; k++)
            {
                information[r, k] -= share * pivot * information[k, c];
            }

            score[r] -= share * score[c];
        }
    }
}
