using HealthScore.Core.Scoring;

namespace HealthScore.Training.Synthetic;

/// <summary>
/// From a standard normal deviate to a raw value, by quantile: the value that the same share of accounts lies below.
/// Arrays have one element per segment, enterprise first.
/// </summary>
internal static class ValueMaps
{
    /// <summary>A share with the given median (0..1), times <paramref name="scale"/>: normal on the log-odds.</summary>
    public static Func<double, int, double> Share(double[] medians, double spread, double scale, int decimals) =>
        (deviate, segment) =>
            Math.Round(scale * Logistic.Sigmoid(Logistic.Logit(medians[segment]) + (spread * deviate)), decimals);

    /// <summary>A number between two ends, at the given shares of the way in the median.</summary>
    public static Func<double, int, double> Between(
        double least,
        double most,
        double[] medians,
        double spread,
        int decimals
    )
    {
        var share = Share(medians, spread, most - least, decimals);
        return (deviate, segment) => Math.Round(least + share(deviate, segment), decimals) + 0.0;
    }

    /// <summary>Per cent of ten things.</summary>
    public static Func<double, int, double> ShareOfTen(double[] medians, double spread)
    {
        var ofTen = Share(medians, spread, scale: 10, decimals: 0);
        return (deviate, segment) => 10 * ofTen(deviate, segment);
    }

    /// <summary>A positive amount with the given median: normal on the logarithm.</summary>
    public static Func<double, int, double> Lognormal(double[] medians, double spread, double most, int decimals) =>
        (deviate, segment) => Math.Min(most, Math.Round(medians[segment] * Logistic.Exp(spread * deviate), decimals));

    /// <summary>Normal with its own spread on either side of the median.</summary>
    public static Func<double, int, double> TwoSided(double median, double spreadBelow, double spreadAbove) =>
        (deviate, _) => Math.Round(median + (deviate * (deviate < 0 ? spreadBelow : spreadAbove)), 3) + 0.0;

    /// <summary>0 within half a deviation of the middle, beyond it in proportion.</summary>
    public static Func<double, int, double> MostlyUnchanged(double spread) =>
        (deviate, _) =>
        {
            var beyond = Math.Max(0, deviate - 0.5) + Math.Min(0, deviate + 0.5);
            return Math.Round(spread * beyond, 3) + 0.0;
        };

    /// <summary>A count: Poisson.</summary>
    public static Func<double, int, double> Poisson(double[] rates) =>
        (deviate, segment) => PoissonQuantile(NormalCurve.Below(deviate), rates[segment]);

    /// <summary>0 for the given share of accounts, else 1 and a Poisson count.</summary>
    public static Func<double, int, double> ZeroInflated(double[] zeroShares, double rate) =>
        (deviate, segment) =>
        {
            var share = NormalCurve.Below(deviate);
            var zero = zeroShares[segment];
            return share < zero ? 0 : 1 + PoissonQuantile((share - zero) / (1 - zero), rate);
        };

    /// <summary>Whole days late: none for the luckier accounts, a long tail for the others.</summary>
    public static Func<double, int, double> DaysLate(double[] scales) =>
        (deviate, segment) =>
            Math.Min(
                180,
                Math.Round(Math.Max(0, (scales[segment] * Logistic.Exp(0.9 * deviate)) - (scales[segment] / 2)))
            );

    /// <summary>Levels 1..5 of a rubric.</summary>
    /// <param name="below">Shares of accounts below level 2, 3, 4 and 5.</param>
    public static Func<double, int, double> Rubric(params double[] below) =>
        (deviate, _) => 1 + below.Count(share => NormalCurve.Below(deviate) >= share);

    /// <summary>1 for the given share of accounts, else 0.</summary>
    public static Func<double, int, double> Flag(double share) =>
        (deviate, _) => NormalCurve.Below(deviate) > 1 - share ? 1 : 0;

    /// <summary>The smallest count with at least this share of a Poisson distribution at or below it.</summary>
    internal static double PoissonQuantile(double share, double rate)
    {
        const int most = 1000;
        var term = Logistic.Exp(-rate);
        var sum = term;
        var count = 0;
        while (sum < share && count < most)
        {
            count++;
            term *= rate / count;
            sum += term;
        }

        return count;
    }
}
