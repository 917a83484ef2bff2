using HealthScore.Core.Scoring;

namespace HealthScore.Training.Evaluation;

/// <summary>The chi-square distribution of whole degrees of freedom, from our own exp and the normal curve.</summary>
public static class ChiSquare
{
    /// <summary>Halvings after which the two ends of a search are neighbours.</summary>
    private const int MostHalvings = 200;

    /// <summary>Probability of a value above <paramref name="x"/>.</summary>
    /// <remarks>
    /// Abramowitz and Stegun (1964), 26.4.4 and 26.4.5: finite sums, begun at exp(-x/2) for an even number of degrees
    /// and at both tails of the normal curve for an odd one.
    /// </remarks>
    public static double Above(double x, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        return x <= 0 ? 1
            : degrees % 2 == 0 ? AboveOfEven(x, degrees)
            : AboveOfOdd(x, degrees);
    }

    /// <summary>The value with probability <paramref name="p"/>, strictly between 0 and 1, above it.</summary>
    public static double Critical(double p, int degrees)
    {
        var (low, high) = (0.0, 1.0);
        while (Above(high, degrees) > p)
        {
            (low, high) = (high, 2 * high);
        }

        for (var halving = 0; halving < MostHalvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Above(middle, degrees) > p ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double AboveOfEven(double x, int degrees)
    {
        var term = Logistic.Exp(-x / 2);
        var sum = term;
        for (var i = 1; i < degrees / 2; i++)
        {
            term *= x / 2 / i;
            sum += term;
        }

        return sum;
    }

    private static double AboveOfOdd(double x, int degrees)
    {
        var root = Math.Sqrt(x);
        var sum = 2 * NormalCurve.Below(-root);
        var term = 2 * NormalCurve.Density(root) * root;
        for (var r = 1; r <= (degrees - 1) / 2; r++)
        {
            sum += term;
            term *= x / ((2 * r) + 1);
        }

        return sum;
    }
}
