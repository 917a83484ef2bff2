using HealthScore.Core.Scoring;

namespace HealthScore.Training.Calibration;

/// <summary>log-odds = Intercept + Slope x score, with the standard error of the slope.</summary>
public readonly record struct SlopeIntercept(double Intercept, double Slope, double SlopeError)
{
    /// <summary>95 % interval of the slope.</summary>
    public (double Low, double High) SlopeInterval => (Slope - (1.96 * SlopeError), Slope + (1.96 * SlopeError));

    /// <summary>
    /// Logistic regression of the outcome on one score by Newton's method (Cox 1958), rows in the given order. Where
    /// the score separates the outcomes perfectly a pull of <see cref="Ridge"/> on the slope keeps it finite.
    /// </summary>
    /// <param name="scores">One score a row; the larger, the more churn, or the other way round.</param>
    /// <param name="churned">The outcomes.</param>
    /// <param name="start">Where to begin.</param>
    public static SlopeIntercept Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> churned, SlopeIntercept start)
    {
        var (a, b) = (start.Intercept, start.Slope);
        var best = Sums(scores, churned, a, b);
        for (var round = 0; round < 50; round++)
        {
            var determinant = (best.Haa * best.Hbb) - (best.Hab * best.Hab);
            if (!(determinant > 0))
            {
                break;
            }

            var stepA = ((best.Hbb * best.Ga) - (best.Hab * best.Gb)) / determinant;
            var stepB = ((best.Haa * best.Gb) - (best.Hab * best.Ga)) / determinant;
            var (share, next) = Search(scores, churned, a, b, stepA, stepB, best);
            if (share == 0)
            {
                break;
            }

            (a, b) = (a + (share * stepA), b + (share * stepB));
            var gained = next.LogLikelihood - best.LogLikelihood;
            best = next;
            if (gained <= 1e-12 * (1 + Math.Abs(best.LogLikelihood)))
            {
                break;
            }
        }

        var det = (best.Haa * best.Hbb) - (best.Hab * best.Hab);
        return new SlopeIntercept(a, b, det > 0 ? Math.Sqrt(best.Haa / det) : double.PositiveInfinity);
    }

    private const double Ridge = 1e-6;

    private static (double Share, Scan Value) Search(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> churned,
        double a,
        double b,
        double stepA,
        double stepB,
        Scan present
    )
    {
        for (var share = 1.0; share > 1e-6; share /= 2)
        {
            var next = Sums(scores, churned, a + (share * stepA), b + (share * stepB));
            if (next.LogLikelihood >= present.LogLikelihood)
            {
                return (share, next);
            }
        }

        return (0, present);
    }

    private static Scan Sums(ReadOnlySpan<double> scores, ReadOnlySpan<bool> churned, double a, double b)
    {
        var (ga, gb, haa, hab, hbb, likelihood) = (0.0, 0.0, 1e-9, 0.0, 1e-9, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            var x = scores[i];
            var p = Logistic.Sigmoid(a + (b * x));
            var residual = churned[i] ? 1 - p : -p;
            var weight = p * (1 - p);
            ga += residual;
            gb += residual * x;
            haa += weight;
            hab += weight * x;
            hbb += weight * x * x;
            likelihood += Logistic.Log(Math.Max(churned[i] ? p : 1 - p, 1e-300));
        }

        return new Scan(ga, gb - (Ridge * b), haa, hab, hbb + Ridge, likelihood - (Ridge * b * b / 2));
    }

    private readonly record struct Scan(double Ga, double Gb, double Haa, double Hab, double Hbb, double LogLikelihood);
}
