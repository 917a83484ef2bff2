namespace HealthScore.Serving.Charts.Marks;

/// <summary>Round numbers along an axis.</summary>
public static class Ticks
{
    /// <summary>
    /// From a round number at or below the lowest to one at or above the highest, in steps of 1, 2 or 5 times a power
    /// of ten.
    /// </summary>
    /// <param name="low">Lowest value shown.</param>
    /// <param name="high">Highest value shown; where it is not above the lowest, one step is shown.</param>
    /// <param name="most">Steps at most, 1 or more.</param>
    public static double[] Of(double low, double high, int most)
    {
        var step = StepOf(Math.Max(high - low, Math.Max(Math.Abs(high), 1) * 1e-9), most);
        while (Last(high, step) - First(low, step) > most)
        {
            step = Next(step);
        }

        var (first, last) = (First(low, step), Math.Max(Last(high, step), First(low, step) + 1));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(k => Multiple(first + k, step))];
    }

    /// <summary>The smallest round step of which <paramref name="most"/> cover the range.</summary>
    private static (double Digit, int Power) StepOf(double range, int most)
    {
        var step = (Digit: 1.0, Power: -12);
        while (Value(step) * most < range)
        {
            step = Next(step);
        }

        return step;
    }

    private static (double Digit, int Power) Next((double Digit, int Power) step) =>
        step.Digit switch
        {
            1 => (2, step.Power),
            2 => (5, step.Power),
            _ => (1, step.Power + 1),
        };

    private static double First(double low, (double Digit, int Power) step) => Math.Floor((low / Value(step)) + 1e-9);

    private static double Last(double high, (double Digit, int Power) step) =>
        Math.Ceiling((high / Value(step)) - 1e-9);

    private static double Value((double Digit, int Power) step) => Multiple(1, step);

    /// <summary>Divided by a whole power of ten rather than multiplied by its inverse: 3 x 0.1 is then 0.3.</summary>
    private static double Multiple(double count, (double Digit, int Power) step)
    {
        var power = 1.0;
        for (var k = 0; k < Math.Abs(step.Power); k++)
        {
            power *= 10;
        }

        return step.Power < 0 ? count * step.Digit / power : count * step.Digit * power;
    }
}
