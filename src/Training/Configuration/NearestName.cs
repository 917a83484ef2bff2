namespace HealthScore.Training.Configuration;

/// <summary>"Did you mean": the nearest of the names that would have been right.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate at most a third of its length away in edits, or one that the word begins; else null.
    /// </summary>
    /// <remarks>
    /// Optimal string alignment: insertion, deletion, replacement and the swap of two neighbours count one.
    /// </remarks>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(name => (Name: name, Edits: Edits(word.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(c => c.Edits <= Math.Max(1, Math.Max(c.Name.Length, word.Length) / 3) || Begins(word, c.Name))
            .OrderBy(c => c.Edits)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name;
    }

    /// <summary><c>; did you mean 'x'?</c> where a name is near, else <c>.</c></summary>
    public static string SuggestionFor(string word, IEnumerable<string> candidates) =>
        Of(word, candidates) is { } near ? $"; did you mean '{near}'?" : ".";

    private static bool Begins(string word, string name) =>
        word.Length >= 3 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static int Edits(string from, string to)
    {
        var before = new int[to.Length + 1];
        var last = new int[to.Length + 1];
        var row = new int[to.Length + 1];
        for (var k = 0; k <= to.Length; k++)
        {
            last[k] = k;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var k = 1; k <= to.Length; k++)
            {
                var replaced = last[k - 1] + (from[i - 1] == to[k - 1] ? 0 : 1);
                row[k] = Math.Min(replaced, Math.Min(last[k], row[k - 1]) + 1);
                if (i > 1 && k > 1 && from[i - 1] == to[k - 2] && from[i - 2] == to[k - 1])
                {
                    row[k] = Math.Min(row[k], before[k - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[to.Length];
    }
}
