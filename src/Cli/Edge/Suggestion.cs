using HealthScore.Training.Configuration;

namespace HealthScore.Cli.Edge;

/// <summary>"Did you mean" for the words of the command line.</summary>
internal static class Suggestion
{
    private const int ShortestStart = 3;

    /// <summary>The nearest candidate by edits, else the first that the word is the start of, else null.</summary>
    public static string? For(string word, IEnumerable<string> candidates)
    {
        string[] all = [.. candidates];
        var bare = word.TrimStart('-');
        var dashes = all.ToLookup(c => c.TrimStart('-'), StringComparer.Ordinal);
        return NearestName.Of(bare, dashes.Select(d => d.Key)) is { } near ? dashes[near].First() : ByStart(bare, all);
    }

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Sentence(string word, IEnumerable<string> candidates) =>
        For(word, candidates) is { } near ? $" Did you mean '{near}'?" : "";

    private static string? ByStart(string word, string[] candidates) =>
        word.Length < ShortestStart
            ? null
            : candidates
                .Where(c => c.TrimStart('-').StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
}
