namespace HealthScore.Core.Trees.Shapley.Games;

/// <summary>
/// The game in which everything is won as soon as all of a players are in and none of b others: each of the a is worth
/// (a-1)! b! / (a+b)!, each of the b as much as -a! (b-1)! / (a+b)!.
/// </summary>
/// <remarks>
/// Shapley (1953). A leaf is this game for one row and one background row: the a are the conditions that the row alone
/// meets, the b those that the background row alone meets (Lundberg et al., 2020, interventional trees).
/// </remarks>
internal static class AndGame
{
    private const int Most = LeafPath.MostConditions;
    private static readonly double[] Inside = new double[(Most + 1) * (Most + 1)];
    private static readonly double[] Outside = new double[(Most + 1) * (Most + 1)];
    private static readonly double[] Sizes = new double[(Most + 1) * (Most + 1)];

    static AndGame()
    {
        for (var a = 0; a <= Most; a++)
        {
            for (var b = 0; a + b <= Most; b++)
            {
                var orders = Choose(a + b, a);
                Inside[At(a, b)] = a == 0 ? 0 : 1 / (a * orders);
                Outside[At(a, b)] = b == 0 ? 0 : -1 / (b * orders);
            }
        }

        for (var players = 1; players <= Most; players++)
        {
            for (var size = 0; size < players; size++)
            {
                Sizes[At(players, size)] = 1 / (players * Choose(players - 1, size));
            }
        }
    }

    /// <summary>What each of the <paramref name="a"/> players is worth who must be in; 0 where there is none.</summary>
    public static double WorthInside(int a, int b) => Inside[At(a, b)];

    /// <summary>
    /// What each of the <paramref name="b"/> players is worth who must be out; 0 where there is none.
    /// </summary>
    public static double WorthOutside(int a, int b) => Outside[At(a, b)];

    /// <summary>Weight of a coalition in the Shapley value of a player outside it: s! (n-s-1)! / n!.</summary>
    public static double WeightOf(int size, int players) => Sizes[At(players, size)];

    private static int At(int row, int column) => (row * (Most + 1)) + column;

    private static double Choose(int n, int k)
    {
        var ways = 1.0;
        for (var i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
