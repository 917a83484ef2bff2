using HealthScore.Core.Scoring;

namespace HealthScore.Training.Evaluation;

/// <summary>Log-odds of churn = Intercept + Slope x score, by maximum likelihood.</summary>
/// <param name="Intercept">Log-odds at a score of 0.</param>
/// <param name="Slope">Log-odds per unit of score.</param>
/// <param name="InterceptError">Standard error of the intercept, from the observed information.</param>
/// <param name="SlopeError">That of the slope.</param>
internal sealed record LogOddsLine(double Intercept, double Slope, double InterceptError, double SlopeError)
{
    private const int MostSteps = 60;

    /// <summary>A step below this many log-odds at one standard deviation of the score ends the search.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Log-odds at one standard deviation; below it Newton's step is taken as it is.</summary>
    private const double ShortStep = 1e-3;

    /// <summary>
    /// Null where there is no finite maximum: one outcome only, one score only, or scores that separate the outcomes.
    /// </summary>
    /// <remarks>
    /// Newton's method on centred, scaled scores, with a long step halved until the likelihood does not fall; of a
    /// short one the fall would be rounding. The likelihood is concave, so the maximum is the only one.
    /// </remarks>
    public static LogOddsLine? Fit(TiedScores scores)
    {
        if (scores.ChurnedCount == 0 || scores.RetainedCount == 0 || Separates(scores))
        {
            return null;
        }

        var (centre, scale) = CentreAndScale(scores);
        var (a, b) = (Logistic.Log((double)scores.ChurnedCount / scores.RetainedCount), 0.0);
        var likelihood = Likelihood(scores, centre, scale, a, b);
        for (var step = 0; step < MostSteps; step++)
        {
            var s = Slopes(scores, centre, scale, a, b);
            var determinant = (s.Haa * s.Hbb) - (s.Hab * s.Hab);
            if (!(determinant > 0))
            {
                return null;
            }

            var da = ((s.Hbb * s.Ga) - (s.Hab * s.Gb)) / determinant;
            var db = ((s.Haa * s.Gb) - (s.Hab * s.Ga)) / determinant;
            if (Math.Abs(da) + Math.Abs(db) < Tolerance)
            {
                return Of((a, b), (s.Haa, s.Hab, s.Hbb), centre, scale);
            }

            var next = Likelihood(scores, centre, scale, a + da, b + db);
            while (!(next >= likelihood) && Math.Abs(da) + Math.Abs(db) > ShortStep)
            {
                (da, db) = (da / 2, db / 2);
                next = Likelihood(scores, centre, scale, a + da, b + db);
            }

            (a, b, likelihood) = (a + da, b + db, next);
        }

        var last = Slopes(scores, centre, scale, a, b);
        return Of((a, b), (last.Haa, last.Hab, last.Hbb), centre, scale);
    }

    /// <summary>
    /// From centred, scaled scores to scores as they are: the intercept is a - (centre / scale) b, and its variance
    /// follows from the inverse of the information.
    /// </summary>
    private static LogOddsLine Of(
        (double A, double B) line,
        (double Haa, double Hab, double Hbb) information,
        double centre,
        double scale
    )
    {
        var (haa, hab, hbb) = information;
        var determinant = (haa * hbb) - (hab * hab);
        var shift = centre / scale;
        var ofIntercept = (hbb + (2 * shift * hab) + (shift * shift * haa)) / determinant;
        return new LogOddsLine(
            line.A - (line.B * centre / scale),
            line.B / scale,
            Math.Sqrt(ofIntercept),
            Math.Sqrt(haa / determinant) / scale
        );
    }

    /// <summary>
    /// True where some score has every churned row on one side of it and every retained row on the other.
    /// </summary>
    private static bool Separates(TiedScores scores)
    {
        var last = scores.Values.Length - 1;
        var firstChurned = Array.FindIndex(scores.Churned, c => c > 0);
        var lastChurned = Array.FindLastIndex(scores.Churned, c => c > 0);
        var firstRetained = 0;
        while (scores.Rows[firstRetained] == scores.Churned[firstRetained])
        {
            firstRetained++;
        }

        var lastRetained = last;
        while (scores.Rows[lastRetained] == scores.Churned[lastRetained])
        {
            lastRetained--;
        }

        return lastRetained <= firstChurned || lastChurned <= firstRetained;
    }

    private static (double Centre, double Scale) CentreAndScale(TiedScores scores)
    {
        var sum = 0.0;
        for (var k = 0; k < scores.Values.Length; k++)
        {
            sum += scores.Rows[k] * scores.Values[k];
        }

        var centre = sum / scores.RowCount;
        var squares = 0.0;
        for (var k = 0; k < scores.Values.Length; k++)
        {
            squares += scores.Rows[k] * (scores.Values[k] - centre) * (scores.Values[k] - centre);
        }

        return (centre, Math.Sqrt(squares / scores.RowCount));
    }

    private static double Likelihood(TiedScores scores, double centre, double scale, double a, double b)
    {
        var sum = 0.0;
        for (var k = 0; k < scores.Values.Length; k++)
        {
            var x = a + (b * ((scores.Values[k] - centre) / scale));
            var softplus = x > 0 ? x + Logistic.Log(1 + Logistic.Exp(-x)) : Logistic.Log(1 + Logistic.Exp(x));
            sum += (scores.Churned[k] * x) - (scores.Rows[k] * softplus);
        }

        return sum;
    }

    private static (double Ga, double Gb, double Haa, double Hab, double Hbb) Slopes(
        TiedScores scores,
        double centre,
        double scale,
        double a,
        double b
    )
    {
        var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < scores.Values.Length; k++)
        {
            var x = (scores.Values[k] - centre) / scale;
            var p = Logistic.Sigmoid(a + (b * x));
            var residual = scores.Churned[k] - (scores.Rows[k] * p);
            var weight = scores.Rows[k] * p * (1 - p);
            ga += residual;
            gb += residual * x;
            haa += weight;
            hab += weight * x;
            hbb += weight * x * x;
        }

        return (ga, gb, haa, hab, hbb);
    }
}
