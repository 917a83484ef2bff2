using System.Globalization;
using System.Text;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>
/// Text of the user's data as it may be shown: on one line, without characters that reverse, hide or break what stands
/// around them, and not longer than people read.
/// </summary>
public static class Shown
{
    /// <summary>Characters of a name at most; the rest is an ellipsis.</summary>
    public const int MostOfName = 80;

    private const char Instead = '\uFFFD';

    /// <summary>A name, a level, a key.</summary>
    public static string Name(string text) => Line(text, MostOfName);

    /// <summary>Control characters, turns of the writing direction and half surrogates become U+FFFD.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="most">Characters at most, the ellipsis among them; 2 or more.</param>
    public static string Line(string text, int most)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > most)
            {
                return shown.ToString(0, EndBefore(shown, most - 1)) + '…';
            }

            if (Rune.IsWhiteSpace(rune))
            {
                shown.Append(' ');
            }
            else if (IsHidden(rune))
            {
                shown.Append(Instead);
            }
            else
            {
                shown.Append(rune.ToString());
            }
        }

        return shown.ToString();
    }

    private static int EndBefore(StringBuilder text, int end) => char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0xFFFE or 0xFFFF;
}
