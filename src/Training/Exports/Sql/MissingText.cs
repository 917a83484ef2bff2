using System.Collections.Immutable;
using System.Text;
using HealthScore.Training.Data;

namespace HealthScore.Training.Exports.Sql;

/// <summary>
/// Words for "not measured" as a query compares them: without case by the same rule as <see cref="MissingWords"/>,
/// whatever an engine's own small letters are.
/// </summary>
internal sealed class MissingText
{
    public MissingText(params IEnumerable<ImmutableArray<string>> lists)
    {
        string[] all = [.. lists.SelectMany(list => list.IsDefault ? [] : list).Select(word => word.Trim())];
        EmptyIsMissing = all.Contains("");
        Words = [.. all.Where(word => word.Length > 0).Select(Folded).Distinct(StringComparer.Ordinal)];
        Numbers = [.. all.Select(NumberOf).OfType<double>().Distinct()];
        Spellings =
        [
            .. Words.SelectMany(word => word.EnumerateRunes()).Where(r => !r.IsAscii).Distinct().SelectMany(Others),
        ];
    }

    public bool EmptyIsMissing { get; }

    /// <summary>In the one spelling they are compared in; none is empty.</summary>
    public ImmutableArray<string> Words { get; }

    public ImmutableArray<double> Numbers { get; }

    /// <summary>Letters beyond ASCII that stand for one of the words' own.</summary>
    public ImmutableArray<(string Other, string Own)> Spellings { get; }

    /// <summary>
    /// A to Z small, other letters great: as <see cref="StringComparer.OrdinalIgnoreCase"/> compares.
    /// </summary>
    private static string Folded(string word) =>
        string.Concat(
            word.EnumerateRunes().Select(r => r.IsAscii ? Rune.ToLowerInvariant(r) : Rune.ToUpperInvariant(r))
        );

    private static IEnumerable<(string Other, string Own)> Others(Rune own)
    {
        for (var code = 0x80; code <= 0x10FFFF; code++)
        {
            if (Rune.TryCreate(code, out var rune) && rune != own && Rune.ToUpperInvariant(rune) == own)
            {
                yield return (rune.ToString(), own.ToString());
            }
        }
    }

    private static double? NumberOf(string word) =>
        CellText.TryNumber(Encoding.UTF8.GetBytes(word), out var number) ? number : null;
}
