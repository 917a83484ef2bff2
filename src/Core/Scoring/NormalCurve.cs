namespace HealthScore.Core.Scoring;

/// <summary>The standard normal distribution from our own exp and log: the same bits on every machine.</summary>
public static class NormalCurve
{
    private const double RootTwoPi = 2.506628274631000502;

    /// <summary>Probability density at <paramref name="x"/>.</summary>
    public static double Density(double x) => Logistic.Exp(-0.5 * x * x) / RootTwoPi;

    /// <summary>Probability of a value at or below <paramref name="x"/>.</summary>
    /// <remarks>
    /// Hart (1968), algorithm 5666, in the form of West (2005), "Better approximations to cumulative normal functions":
    /// within 1e-15 of the true value.
    /// </remarks>
    public static double Below(double x)
    {
        var size = Math.Abs(x);
        if (size > 37)
        {
            return x > 0 ? 1 : 0;
        }

        var tail = Logistic.Exp(-0.5 * size * size) * (size < 7.07106781186547 ? Ratio(size) : Fraction(size));
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The value with probability <paramref name="p"/>, strictly between 0 and 1, at or below it.</summary>
    /// <remarks>Wichura (1988), algorithm AS 241, PPND16: relative error about 1e-16.</remarks>
    public static double Quantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            return q * Centre(0.180625 - (q * q));
        }

        var r = Math.Sqrt(-Logistic.Log(q < 0 ? p : 1 - p));
        var x = r <= 5 ? Shoulder(r - 1.6) : Tail(r - 5);
        return q < 0 ? -x : x;
    }

    private static double Ratio(double x)
    {
        var above =
            (
                (
                    (
                        (
                            (
                                (
                                    (((((3.52624965998911e-2 * x) + 0.700383064443688) * x) + 6.37396220353165) * x)
                                    + 33.912866078383
                                ) * x
                            ) + 112.079291497871
                        ) * x
                    ) + 221.213596169931
                ) * x
            ) + 220.206867912376;
        var below =
            (
                (
                    (
                        (
                            (
                                (
                                    (
                                        (
                                            (
                                                ((((8.83883476483184e-2 * x) + 1.75566716318264) * x) + 16.064177579207)
                                                * x
                                            ) + 86.7807322029461
                                        ) * x
                                    ) + 296.564248779674
                                ) * x
                            ) + 637.333633378831
                        ) * x
                    ) + 793.826512519948
                ) * x
            ) + 440.413735824752;
        return above / below;
    }

    /// <summary>Laplace's continued fraction x + 1 / (x + 2 / (x + ...)), deep enough for x above 7.</summary>
    private static double Fraction(double x)
    {
        var below = x;
        for (var term = 30; term > 0; term--)
        {
            below = x + (term / below);
        }

        return 1 / below / RootTwoPi;
    }

    private static double Centre(double r) =>
        Horner(
            r,
            2.5090809287301226727e+3,
            3.3430575583588128105e+4,
            6.7265770927008700853e+4,
            4.5921953931549871457e+4,
            1.3731693765509461125e+4,
            1.9715909503065514427e+3,
            1.3314166789178437745e+2,
            3.3871328727963666080e+0
        )
        / Horner(
            r,
            5.2264952788528545610e+3,
            2.8729085735721942674e+4,
            3.9307895800092710610e+4,
            2.1213794301586595867e+4,
            5.3941960214247511077e+3,
            6.8718700749205790830e+2,
            4.2313330701600911252e+1,
            1.0
        );

    private static double Shoulder(double r) =>
        Horner(
            r,
            7.74545014278341407640e-4,
            2.27238449892691845833e-2,
            2.41780725177450611770e-1,
            1.27045825245236838258e+0,
            3.64784832476320460504e+0,
            5.76949722146069140550e+0,
            4.63033784615654529590e+0,
            1.42343711074968357734e+0
        )
        / Horner(
            r,
            1.05075007164441684324e-9,
            5.47593808499534494600e-4,
            1.51986665636164571966e-2,
            1.48103976427480074590e-1,
            6.89767334985100004550e-1,
            1.67638483018380384940e+0,
            2.05319162663775882187e+0,
            1.0
        );

    private static double Tail(double r) =>
        Horner(
            r,
            2.01033439929228813265e-7,
            2.71155556874348757815e-5,
            1.24266094738807843860e-3,
            2.65321895265761230930e-2,
            2.96560571828504891230e-1,
            1.78482653991729133580e+0,
            5.46378491116411436990e+0,
            6.65790464350110377720e+0
        )
        / Horner(
            r,
            2.04426310338993978564e-15,
            1.42151175831644588870e-7,
            1.84631831751005468180e-5,
            7.86869131145613259100e-4,
            1.48753612908506148525e-2,
            1.36929880922735805310e-1,
            5.99832206555887937690e-1,
            1.0
        );

    private static double Horner(double x, params ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
