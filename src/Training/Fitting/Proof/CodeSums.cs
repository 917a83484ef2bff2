namespace HealthScore.Training.Fitting.Proof;

/// <summary>Sums over rows by one factor's codes, missing last.</summary>
/// <param name="Residuals">Of what is left unexplained.</param>
/// <param name="Weights">Of p (1 - p).</param>
/// <param name="Churned">Expected to leave.</param>
/// <param name="Retained">Expected to stay.</param>
internal sealed record CodeSums(double[] Residuals, double[] Weights, double[] Churned, double[] Retained)
{
    /// <summary>Of a column's information: a smaller rest is rounding.</summary>
    private const double LeastRest = 1e-9;

    public static CodeSums Of(byte[] codes, int size, double[] left, double[] weights, double[] expected)
    {
        var sums = new CodeSums(new double[size], new double[size], new double[size], new double[size]);
        for (var i = 0; i < codes.Length; i++)
        {
            var code = codes[i];
            sums.Residuals[code] += left[i];
            sums.Weights[code] += weights[i];
            sums.Churned[code] += expected[i];
            sums.Retained[code] += 1 - expected[i];
        }

        return sums;
    }

    public bool IsEnough(int code, double fewest) => Churned[code] >= fewest && Retained[code] >= fewest;

    /// <summary>Middle ranks of the first codes by weight, from 0 to 1; 0 for the others.</summary>
    public double[] Ranks(int count)
    {
        var ranks = new double[Weights.Length];
        var (below, all) = (0.0, Weights.AsSpan(0, count).ToArray().Sum());
        for (var code = 0; code < count; code++)
        {
            ranks[code] = (below + (Weights[code] / 2)) / all;
            below += Weights[code];
        }

        return ranks;
    }

    /// <summary>A column less its mean over the first codes; 0 for the others.</summary>
    public double[] Centred(double[] column, int count)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var code = 0; code < count; code++)
        {
            sum += Weights[code] * column[code];
            weight += Weights[code];
        }

        return [.. column.Select((x, code) => code < count ? x - (sum / weight) : 0)];
    }

    /// <summary>The same columns, each less what those before it say, and each with an information of 1.</summary>
    public double[][] Orthogonal(double[][] columns)
    {
        var found = new List<double[]>();
        foreach (var column in columns)
        {
            var rest = column.ToArray();
            foreach (var before in found)
            {
                var share = Product(rest, before);
                for (var code = 0; code < rest.Length; code++)
                {
                    rest[code] -= share * before[code];
                }
            }

            var information = Product(rest, rest);
            if (information > LeastRest * Product(column, column))
            {
                var root = Math.Sqrt(information);
                found.Add(Array.ConvertAll(rest, x => x / root));
            }
        }

        return [.. found];
    }

    private double Product(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var code = 0; code < one.Length; code++)
        {
            sum += Weights[code] * one[code] * other[code];
        }

        return sum;
    }
}
