using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Fitting.Choosing;

/// <summary>
/// The non-negative garrote on the quadratic around a fit: every factor's curve may be shrunk, none turned. The price
/// of keeping curves falls from one at which none is kept, as long as few enough are.
/// </summary>
/// <remarks>
/// Breiman (1995), "Better subset regression using the nonnegative garrote": minimise half (g - 1)' A (g - 1) + price x
/// sum of g over g >= 0, where A is the information of the log-likelihood in multiples g of each fitted curve.
/// </remarks>
internal static class Garrote
{
    private const int Prices = 200;

    /// <summary>The lowest price, as a share of the one at which nothing is kept.</summary>
    private const double LowestPrice = 1e-5;

    /// <summary>Added to the diagonal, relative to its largest: curves may be copies of each other.</summary>
    private const double Ridge = 1e-9;

    /// <param name="information">By factor and factor.</param>
    /// <param name="isFree">Factors that are kept without a price.</param>
    /// <param name="most">Factors to keep at most.</param>
    /// <returns>Which are kept, at the lowest price at which no more than <paramref name="most"/> are.</returns>
    public static bool[] Keep(double[,] information, bool[] isFree, int most)
    {
        var count = isFree.Length;
        var (a, whole) = (Ridged(information), new double[count]);
        for (var r = 0; r < count; r++)
        {
            for (var c = 0; c < count; c++)
            {
                whole[r] += a[r, c];
            }
        }

        var kept = isFree.ToArray();
        var price = whole.Max();
        var step = Root(LowestPrice, Prices);
        for (var k = 0; k < Prices; k++, price *= step)
        {
            var v = whole.Select((sum, j) => isFree[j] ? sum : sum - price).ToArray();
            var g = ConeNewton.Solve(a, v, Array.ConvertAll(whole, _ => true));
            bool[] chosen = [.. g.Select((share, j) => share > 0 || isFree[j])];
            if (chosen.Count(c => c) > most)
            {
                return Filled(kept, chosen, [.. g.Select((share, j) => share * whole[j])], most);
            }

            kept = chosen;
        }

        return kept;
    }

    /// <summary>Where several come in at one price, those that explain most take the places left.</summary>
    private static bool[] Filled(bool[] kept, bool[] chosen, double[] explained, int most)
    {
        var coming = Enumerable.Range(0, kept.Length).Where(j => chosen[j] && !kept[j]);
        foreach (var j in coming.OrderByDescending(j => explained[j]).Take(most - kept.Count(k => k)))
        {
            kept[j] = true;
        }

        return kept;
    }

    private static double[,] Ridged(double[,] information)
    {
        var a = (double[,])information.Clone();
        var largest = 0.0;
        for (var j = 0; j < a.GetLength(0); j++)
        {
            largest = Math.Max(largest, a[j, j]);
        }

        for (var j = 0; j < a.GetLength(0); j++)
        {
            a[j, j] += Ridge * largest;
        }

        return a;
    }

    /// <summary>The number whose power of <paramref name="degree"/> is <paramref name="x"/>.</summary>
    private static double Root(double x, int degree) =>
        Core.Scoring.Logistic.Exp(Core.Scoring.Logistic.Log(x) / degree);
}
