namespace HealthScore.Training.Comparison;

/// <summary>Ranks of paired numbers.</summary>
internal static class Ranks
{
    /// <summary>Spearman's correlation, ties at their middle rank; null where it has no value.</summary>
    public static double? Correlation((double One, double Other)[] pairs)
    {
        if (pairs.Length < 2)
        {
            return null;
        }

        var one = Of([.. pairs.Select(pair => pair.One)]);
        var other = Of([.. pairs.Select(pair => pair.Other)]);
        var middle = (pairs.Length + 1) / 2.0;
        var (both, ones, others) = (0.0, 0.0, 0.0);
        for (var i = 0; i < pairs.Length; i++)
        {
            both += (one[i] - middle) * (other[i] - middle);
            ones += (one[i] - middle) * (one[i] - middle);
            others += (other[i] - middle) * (other[i] - middle);
        }

        return ones * others > 0 ? both / Math.Sqrt(ones * others) : null;
    }

    private static double[] Of(double[] numbers) =>
        Array.ConvertAll(
            numbers,
            number => numbers.Count(n => n < number) + ((numbers.Count(n => n == number) + 1) / 2.0)
        );
}
