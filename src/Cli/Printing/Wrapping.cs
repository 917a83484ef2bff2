namespace HealthScore.Cli.Printing;

/// <summary>
/// Prose in lines of a given width, broken at blanks; a word longer than a line is broken where it must be; a number
/// stays beside its percent sign.
/// </summary>
internal static class Wrapping
{
    /// <summary>A blank at which no line is broken; printed as a blank.</summary>
    public const char Glue = '\u00a0';

    /// <param name="text">One paragraph.</param>
    /// <param name="width">Most characters of a line.</param>
    /// <param name="indent">Blanks before every line but the first.</param>
    /// <param name="firstIndent">Blanks before the first line.</param>
    public static IEnumerable<string> Lines(string text, int width, int indent, int firstIndent)
    {
        var line = new string(' ', firstIndent);
        var empty = true;
        foreach (var word in Glued(text).Split(' ').SelectMany(word => Pieces(word, width - indent)))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', indent);
                empty = true;
            }

            line += (empty ? word : " " + word).Replace(Glue, ' ');
            empty = false;
        }

        yield return line;
    }

    /// <summary>The longest part of a text that is not broken where the width allows.</summary>
    public static int LongestWord(string text) => Glued(text).Split(' ').Max(word => word.Length);

    private static string Glued(string text) => text.Replace(" %", Glue + "%", StringComparison.Ordinal);

    private static IEnumerable<string> Pieces(string word, int width) =>
        word.Length <= width ? [word] : word.Chunk(width).Select(piece => new string(piece));
}
