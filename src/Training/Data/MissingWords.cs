using System.Collections.Immutable;
using System.Text;

namespace HealthScore.Training.Data;

/// <summary>
/// Words that mean "not measured": compared after trimming and without case, and in a numeric column also as numbers
/// ("999" is 999.0), so that CSV and Parquet agree.
/// </summary>
internal sealed class MissingWords
{
    private readonly HashSet<string> words;
    private readonly double[] numbers;

    public MissingWords(params IEnumerable<ImmutableArray<string>> lists)
    {
        words = new HashSet<string>(
            lists.SelectMany(list => list.IsDefault ? [] : list).Select(word => word.Trim()),
            StringComparer.OrdinalIgnoreCase
        );
        EmptyIsMissing = words.Contains("");
        numbers = [.. words.Select(NumberOf).OfType<double>()];
    }

    public bool EmptyIsMissing { get; }

    /// <summary>Trimmed; in any case.</summary>
    public IReadOnlyCollection<string> Words => words;

    /// <summary>The words that are numbers, as these.</summary>
    public IReadOnlyList<double> Numbers => numbers;

    public bool Contains(ReadOnlySpan<byte> trimmed) =>
        trimmed.IsEmpty ? EmptyIsMissing : words.Contains(Encoding.UTF8.GetString(trimmed));

    public bool Contains(double number) => numbers.AsSpan().Contains(number);

    private static double? NumberOf(string word) =>
        CellText.TryNumber(Encoding.UTF8.GetBytes(word), out var number) ? number : null;
}
