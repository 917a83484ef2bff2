using HealthScore.Core.Scoring;

namespace HealthScore.Training.Calibration;

/// <summary>Calibration in the large.</summary>
internal static class BaseRate
{
    /// <summary>
    /// The intercept at which the mean probability of the rows equals their share of churned ones, by Newton's method.
    /// </summary>
    /// <param name="margins">Log-odds of each row without an intercept.</param>
    /// <param name="churned">1 where the row churned; both outcomes occur.</param>
    public static double Intercept(ReadOnlySpan<double> margins, ReadOnlySpan<byte> churned)
    {
        var events = 0.0;
        foreach (var c in churned)
        {
            events += c;
        }

        // Between these the expected number of events passes the observed one, so bisection keeps Newton safe.
        var (low, high) = (-700.0, 700.0);
        var intercept = Logistic.Logit(events / churned.Length);
        for (var round = 0; round < 100; round++)
        {
            var (expected, information) = (0.0, 0.0);
            foreach (var margin in margins)
            {
                var p = Logistic.Sigmoid(intercept + margin);
                expected += p;
                information += p * (1 - p);
            }

            (low, high) = expected < events ? (intercept, high) : (low, intercept);
            var step = information > 0 ? (events - expected) / information : double.NaN;
            var next = intercept + step;
            if (Math.Abs(step) < 1e-13 * (1 + Math.Abs(intercept)))
            {
                return next;
            }

            intercept = next > low && next < high ? next : (low + high) / 2;
        }

        return intercept;
    }
}
