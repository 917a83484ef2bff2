using System.Collections.Immutable;
using System.Globalization;

namespace HealthScore.Training.Configuration;

/// <summary>
/// One group of keys, read field by field. Whatever is wrong is noted with its line and answered with the fallback,
/// so that all problems of a file are told at once; the file is refused if there is one.
/// </summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, YamlNode> fields = new(StringComparer.Ordinal);
    private readonly ConfigurationProblems problems;
    private readonly string place;

    public YamlFields(YamlNode? node, string place, ConfigurationProblems problems, params ReadOnlySpan<string> known)
    {
        (this.place, this.problems, Line) = (place, problems, node?.Line ?? 1);
        if (node is null || node.IsNull)
        {
            return;
        }

        if (node.Shape != YamlShape.Mapping)
        {
            problems.Add(node.Line, $"{place} is {node.Words}; expected a group of keys.");
            return;
        }

        string[] names = [.. known];
        foreach (var (key, line, value) in node.Entries)
        {
            if (!names.Contains(key, StringComparer.Ordinal))
            {
                problems.Add(line, $"unknown key '{key}' in {place}{NearestName.SuggestionFor(key, names)}");
            }
            else if (!fields.TryAdd(key, value))
            {
                problems.Add(line, $"key '{key}' stands twice in {place} (first on line {fields[key].Line}).");
            }
        }
    }

    public int Line { get; }

    public YamlNode? Node(string key) => fields.GetValueOrDefault(key) is { IsNull: false } node ? node : null;

    public int LineOf(string key) => fields.TryGetValue(key, out var node) ? node.Line : Line;

    /// <summary>Text, or null where the key is absent or null.</summary>
    public string? Text(string key)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        if (node.Shape == YamlShape.Scalar)
        {
            return node.Text;
        }

        Refuse(node, key, "text");
        return null;
    }

    public string RequiredText(string key)
    {
        if (Node(key) is null)
        {
            problems.Add(LineOf(key), $"{place} needs '{key}'.");
        }

        return Text(key) ?? "";
    }

    public double? Number(string key) => Number(key, "a number", _ => true);

    public double? Number(string key, string expected, Func<double, bool> fits)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        if (TryNumber(node, out var number) && fits(number))
        {
            return number;
        }

        Refuse(node, key, expected);
        return null;
    }

    public int? Whole(string key, int from) =>
        (int?)Number(key, $"a whole number, {from} or more", x => x == Math.Floor(x) && x >= from && x <= int.MaxValue);

    public int? Whole(string key, int from, int to) =>
        (int?)Number(key, $"a whole number from {from} to {to}", x => x == Math.Floor(x) && x >= from && x <= to);

    public DateOnly? Date(string key)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        if (node.Shape == YamlShape.Scalar && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", out var date))
        {
            return date;
        }

        Refuse(node, key, "a date such as 2026-03-31");
        return null;
    }

    /// <summary>The value that one of the words stands for.</summary>
    public T Choice<T>(string key, T fallback, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (Node(key) is not { } node)
        {
            return fallback;
        }

        foreach (var (word, value) in words)
        {
            if (node.Shape == YamlShape.Scalar && node.Text == word)
            {
                return value;
            }
        }

        var names = words.ToArray().Select(w => w.Word).ToArray();
        var near = node.Shape == YamlShape.Scalar ? NearestName.SuggestionFor(node.Text, names) : ".";
        problems.Add(node.Line, $"'{key}' of {place} is {node.Words}; expected {string.Join(", ", names)}{near}");
        return fallback;
    }

    public ImmutableArray<string>? Texts(string key)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        if (node.Shape != YamlShape.List || node.Items.Any(i => i.Shape != YamlShape.Scalar || i.IsNull))
        {
            Refuse(node, key, "a list of words (\"null\" in quotes)");
            return null;
        }

        return [.. node.Items.Select(item => item.Text)];
    }

    public ImmutableArray<YamlNode> Items(string key)
    {
        if (Node(key) is not { } node)
        {
            return [];
        }

        if (node.Shape != YamlShape.List)
        {
            Refuse(node, key, "a list");
        }

        return node.Items;
    }

    public (double? From, double? To) Range(string key)
    {
        if (Node(key) is not { } node)
        {
            return (null, null);
        }

        if (node.Items is [var low, var high] && Bound(low, out var from) && Bound(high, out var to) && !(from > to))
        {
            return (from, to);
        }

        Refuse(node, key, "[lowest, highest], either of them null where there is no limit");
        return (null, null);
    }

    public void Refuse(YamlNode node, string key, string expected) =>
        problems.Add(node.Line, $"'{key}' of {place} is {node.Words}; expected {expected}.");

    private static bool Bound(YamlNode node, out double? bound)
    {
        bound = TryNumber(node, out var number) ? number : null;
        return node.IsNull || bound is not null;
    }

    private static bool TryNumber(YamlNode node, out double number) =>
        double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && node.Shape == YamlShape.Scalar
        && double.IsFinite(number);
}

/// <summary>All that is wrong with one configuration, in the order of its lines.</summary>
internal sealed class ConfigurationProblems(string file)
{
    private readonly List<(int Line, string Sentence)> problems = [];

    public bool None => problems.Count == 0;

    public IEnumerable<string> Sentences => problems.OrderBy(p => p.Line).Select(p => $"{file}:{p.Line}: {p.Sentence}");

    public void Add(int line, string sentence) => problems.Add((line, sentence));
}
