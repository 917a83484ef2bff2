using System.Globalization;

namespace HealthScore.Training.Fitting.Prebinning;

/// <summary>Cut points that people can read.</summary>
internal static class ShortestDecimal
{
    /// <summary>
    /// The shortest decimal strictly between two neighbouring values, nearest to their middle; <paramref name="high"/>
    /// itself where no double lies between them.
    /// </summary>
    public static double Between(double low, double high)
    {
        var apart = high - low;
        var middle = double.IsFinite(apart) ? low + (apart / 2) : (low / 2) + (high / 2);
        for (var digits = 0; digits <= 16; digits++)
        {
            var text = middle.ToString(
                "E" + digits.ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            );
            var candidate = double.Parse(text, CultureInfo.InvariantCulture);
            if (candidate > low && candidate < high)
            {
                return candidate + 0.0;
            }
        }

        return high;
    }
}
