namespace HealthScore.Cli.Printing;

/// <summary>
/// Prose in lines of a given width, broken at blanks; a word longer than a line is broken where it must be.
/// </summary>
internal static class Wrapping
{
    /// <param name="text">One paragraph.</param>
    /// <param name="width">Most characters of a line.</param>
    /// <param name="indent">Blanks before every line but the first.</param>
    /// <param name="firstIndent">Blanks before the first line.</param>
    public static IEnumerable<string> Lines(string text, int width, int indent, int firstIndent)
    {
        var line = new string(' ', firstIndent);
        var empty = true;
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, width - indent)))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', indent);
                empty = true;
            }

            line += empty ? word : " " + word;
            empty = false;
        }

        yield return line;
    }

    private static IEnumerable<string> Pieces(string word, int width) =>
        word.Length <= width ? [word] : word.Chunk(width).Select(piece => new string(piece));
}
