namespace HealthScore.Training.Evaluation.Profit;

/// <summary>A beta distribution whose two parameters are whole numbers, 1 or more.</summary>
/// <param name="Alpha">The first parameter.</param>
/// <param name="Beta">The second.</param>
internal readonly record struct BetaCurve(int Alpha, int Beta)
{
    public double Mean => Alpha / (double)(Alpha + Beta);

    /// <summary>Chance of a value up to x, 0..1.</summary>
    /// <remarks>
    /// The chance that of alpha + beta - 1 throws of chance x at least alpha succeed (Abramowitz and Stegun 26.5.24).
    /// </remarks>
    public double Below(double x)
    {
        var throws = Alpha + Beta - 1;
        var (sum, ways) = (0.0, 1.0);
        for (var successes = 0; successes <= throws; successes++)
        {
            sum += successes < Alpha ? 0 : ways * Power(x, successes) * Power(1 - x, throws - successes);
            ways = ways * (throws - successes) / (successes + 1);
        }

        return sum;
    }

    /// <summary>Mean of the value where it is up to x, and of 0 where it is not.</summary>
    public double MeanBelow(double x) => Mean * (this with { Alpha = Alpha + 1 }).Below(x);

    private static double Power(double x, int times)
    {
        var power = 1.0;
        for (var k = 0; k < times; k++)
        {
            power *= x;
        }

        return power;
    }
}
