using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Columns that say the same as an earlier one.</summary>
internal static class TwinColumns
{
    public const double SameAbove = 0.999;

    /// <summary>
    /// Pairs of an earlier column and a later one that repeats it: numbers correlated beyond .999 and missing in the
    /// same rows but for one in a hundred, or levels that translate one to one.
    /// </summary>
    public static IEnumerable<(int Earlier, int Later)> Of(TrainingTable table, IReadOnlyList<int> factors)
    {
        var gone = new HashSet<int>();
        for (var b = 1; b < factors.Count; b++)
        {
            for (var a = 0; a < b; a++)
            {
                if (!gone.Contains(factors[a]) && Repeats(table, factors[a], factors[b]))
                {
                    gone.Add(factors[b]);
                    yield return (factors[a], factors[b]);
                    break;
                }
            }
        }
    }

    private static bool Repeats(TrainingTable table, int earlier, int later)
    {
        var (one, two) = (table.Values[earlier], table.Values[later]);
        var kinds = (table.Catalog[earlier].Kind, table.Catalog[later].Kind);
        return kinds switch
        {
            (FactorKind.Numeric, FactorKind.Numeric) => MissingTogether(one, two)
                && Math.Abs(Correlation.Of(one, two)) > SameAbove,
            (FactorKind.Numeric, _) or (_, FactorKind.Numeric) => false,
            _ => table.Catalog[earlier].Levels.Length == table.Catalog[later].Levels.Length && Translates(one, two),
        };
    }

    private static bool MissingTogether(double[] one, double[] two)
    {
        var apart = 0;
        for (var row = 0; row < one.Length; row++)
        {
            apart += double.IsNaN(one[row]) != double.IsNaN(two[row]) ? 1 : 0;
        }

        return apart * 100L <= one.Length;
    }

    /// <summary>Every level of one goes with exactly one level of the other, missing with missing.</summary>
    private static bool Translates(double[] one, double[] two)
    {
        var forth = new Dictionary<double, double>();
        var back = new Dictionary<double, double>();
        for (var row = 0; row < one.Length; row++)
        {
            if (!Agrees(forth, one[row], two[row]) || !Agrees(back, two[row], one[row]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Agrees(Dictionary<double, double> map, double from, double to) =>
        map.TryGetValue(from, out var known) ? known.Equals(to) : map.TryAdd(from, to);
}

/// <summary>Pearson's correlation over the rows where both are measured.</summary>
internal static class Correlation
{
    private const int LeastRows = 10;

    /// <returns>From -1 to 1; 0 where one of them is constant or fewer than ten rows have both.</returns>
    public static double Of(double[] one, double[] two)
    {
        var (count, meanOne, meanTwo) = Means(one, two);
        double both = 0,
            squaresOne = 0,
            squaresTwo = 0;
        for (var row = 0; row < one.Length; row++)
        {
            var (a, b) = (one[row] - meanOne, two[row] - meanTwo);
            if (!double.IsNaN(a) && !double.IsNaN(b))
            {
                both += a * b;
                squaresOne += a * a;
                squaresTwo += b * b;
            }
        }

        var scale = Math.Sqrt(squaresOne) * Math.Sqrt(squaresTwo);
        return count < LeastRows || scale == 0 ? 0 : both / scale;
    }

    private static (int Count, double One, double Two) Means(double[] one, double[] two)
    {
        var (count, sumOne, sumTwo) = (0, 0.0, 0.0);
        for (var row = 0; row < one.Length; row++)
        {
            if (!double.IsNaN(one[row]) && !double.IsNaN(two[row]))
            {
                count++;
                sumOne += one[row];
                sumTwo += two[row];
            }
        }

        return (count, sumOne / Math.Max(1, count), sumTwo / Math.Max(1, count));
    }
}
