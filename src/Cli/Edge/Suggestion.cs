namespace HealthScore.Cli.Edge;

/// <summary>"Did you mean": the nearest of the words that would have been right.</summary>
internal static class Suggestion
{
    /// <summary>The nearest candidate, or null where none is near: at most a third of the letters are wrong.</summary>
    public static string? For(string word, IEnumerable<string> candidates)
    {
        var near = candidates
            .Select(candidate => (candidate, distance: Distance(Fold(word), Fold(candidate))))
            .Where(c => c.distance <= Math.Max(1, c.candidate.TrimStart('-').Length / 3))
            .OrderBy(c => c.distance)
            .ThenBy(c => c.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.candidate ?? ByPrefix(word, candidates);
    }

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Sentence(string word, IEnumerable<string> candidates) =>
        For(word, candidates) is { } near ? $" Did you mean '{near}'?" : "";

    /// <remarks>
    /// Optimal string alignment (Damerau 1964, restricted): insertions, deletions, substitutions and swaps of
    /// neighbours each cost one.
    /// </remarks>
    public static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Cheapest(cost, left, right, i, j);
            }
        }

        return cost[left.Length, right.Length];
    }

    private static int Cheapest(int[,] cost, string left, string right, int i, int j)
    {
        var same = left[i - 1] == right[j - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + same);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }

    private static string? ByPrefix(string word, IEnumerable<string> candidates)
    {
        var folded = Fold(word);
        return folded.Length < 3
            ? null
            : candidates
                .Where(c => Fold(c).StartsWith(folded, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
    }

    private static string Fold(string word) => word.TrimStart('-').ToLowerInvariant().Replace('_', '-');
}
