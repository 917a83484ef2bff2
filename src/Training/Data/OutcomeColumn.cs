using System.Text;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Data;

/// <summary>
/// The outcome: the churned word, the expanded word, nothing (not yet known), and the one other word, which is
/// retained. Words are equal as text after trimming, or as numbers where both parse ("1" is 1.0).
/// </summary>
internal sealed class OutcomeColumn(ModelInput input, MissingWords missing) : IColumnBuilder
{
    private const int Unknown = -1;
    private const int Broken = -2;

    private readonly CodedTexts known = new();
    private readonly List<(string Text, double Number)> words = [];
    private readonly List<int> codes = [];

    public string? Add(ReadOnlySpan<byte> trimmed)
    {
        if (!known.TryGet(trimmed, out var code))
        {
            code = CellText.IsText(trimmed) ? Learn(trimmed) : Broken;
            known.Add(trimmed, code);
        }

        codes.Add(code);
        return code == Broken ? "text in UTF-8 without NUL bytes" : null;
    }

    public void AddNothing() => codes.Add(Unknown);

    /// <summary>What each row's word means, once all words are known.</summary>
    public ResolvedOutcomes Resolve()
    {
        var counts = new int[words.Count];
        foreach (var code in codes.Where(code => code >= 0))
        {
            counts[code]++;
        }

        var churned = Find(input.ChurnedValue);
        var expanded = input.ExpandedValue is { } word ? Find(word) : Unknown;
        var others = Enumerable
            .Range(0, words.Count)
            .Where(code => code != churned && code != expanded)
            .OrderByDescending(code => counts[code])
            .ThenBy(code => words[code].Text, StringComparer.Ordinal)
            .ToArray();
        var retained = others is [var most, ..] ? most : Unknown;
        var outcomes = codes
            .Select(code =>
                code == Unknown ? Outcome.Unknown
                : code == churned ? Outcome.Churned
                : code == expanded || code == retained ? Outcome.Retained
                : Outcome.Unknown
            )
            .ToArray();
        var third = others.Skip(1).ToHashSet();
        return new ResolvedOutcomes(
            outcomes,
            [.. codes.Index().Where(c => third.Contains(c.Item)).Select(c => (c.Index, words[c.Item].Text))],
            retained < 0 ? null : words[retained].Text,
            [
                .. words
                    .Select((w, code) => (w.Text, counts[code]))
                    .OrderByDescending(w => w.Item2)
                    .ThenBy(w => w.Text, StringComparer.Ordinal),
            ]
        );
    }

    private int Learn(ReadOnlySpan<byte> trimmed)
    {
        var text = Encoding.UTF8.GetString(trimmed);
        if (Find(text) is >= 0 and var same)
        {
            return same;
        }

        var word = (text, CellText.TryNumber(trimmed, out var number) ? number : double.NaN);
        var isMeant =
            IsSame(word, Word(input.ChurnedValue))
            || (input.ExpandedValue is { } expanded && IsSame(word, Word(expanded)));
        if (!isMeant && (trimmed.IsEmpty || missing.Contains(trimmed)))
        {
            return Unknown;
        }

        words.Add(word);
        return words.Count - 1;
    }

    private int Find(string text) => words.FindIndex(word => IsSame(word, Word(text)));

    private static (string Text, double Number) Word(string text) =>
        (text.Trim(), CellText.TryNumber(Encoding.UTF8.GetBytes(text.Trim()), out var number) ? number : double.NaN);

    private static bool IsSame((string Text, double Number) one, (string Text, double Number) other) =>
        one.Text == other.Text || one.Number == other.Number;
}

/// <summary>The outcome column, understood.</summary>
/// <param name="Outcomes">One per row.</param>
/// <param name="Third">Rows whose word is neither churned, expanded nor the one other.</param>
/// <param name="Retained">The one other word.</param>
/// <param name="Words">All words and their counts, most frequent first.</param>
internal sealed record ResolvedOutcomes(
    Outcome[] Outcomes,
    IReadOnlyList<(int Index, string Word)> Third,
    string? Retained,
    IReadOnlyList<(string Word, int Count)> Words
);
