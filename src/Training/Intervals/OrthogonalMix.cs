using HealthScore.Training.Synthetic;

namespace HealthScore.Training.Intervals;

/// <summary>
/// Mixes what each group of accounts says into as many draws whose second moments are exactly those of the groups: a
/// square matrix with orthogonal rows, made from seeded chance. No draw rests on one group alone, so that each looks
/// like the many-account sum that a formula's error is.
/// </summary>
internal static class OrthogonalMix
{
    private const ulong Seed = 0x5EED0FA11;

    /// <summary>Draws x groups; the sum over draws of (row' row) is <paramref name="size"/> x the identity.</summary>
    public static double[][] Of(int size)
    {
        var draws = new double[size][];
        for (var r = 0; r < size; r++)
        {
            var stream = new CounterStream(Seed, StreamPurpose.Replicates, r);
            draws[r] = new double[size];
            for (var g = 0; g < size; g++)
            {
                draws[r][g] = stream.Normal();
            }

            // Twice: what rounding leaves of the first pass goes in the second (Giraud and Langou 2005).
            Orthogonalise(draws, r);
            Orthogonalise(draws, r);
        }

        return Array.ConvertAll(draws, row => Array.ConvertAll(row, x => x * Math.Sqrt(size)));
    }

    /// <summary>Standard normal draws of one number, one a replicate, scaled so that their mean square is 1.</summary>
    public static double[] Normals(int size, int number)
    {
        var stream = new CounterStream(Seed, StreamPurpose.Priors, number);
        var draws = new double[size];
        for (var r = 0; r < size; r++)
        {
            draws[r] = stream.Normal();
        }

        var scale = Math.Sqrt(size / Product(draws, draws));
        return Array.ConvertAll(draws, x => x * scale);
    }

    private static void Orthogonalise(double[][] draws, int r)
    {
        for (var earlier = 0; earlier < r; earlier++)
        {
            var share = Product(draws[earlier], draws[r]);
            for (var g = 0; g < draws[r].Length; g++)
            {
                draws[r][g] -= share * draws[earlier][g];
            }
        }

        var length = Math.Sqrt(Product(draws[r], draws[r]));
        for (var g = 0; g < draws[r].Length; g++)
        {
            draws[r][g] /= length;
        }
    }

    private static double Product(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var g = 0; g < left.Length; g++)
        {
            sum += left[g] * right[g];
        }

        return sum;
    }
}
