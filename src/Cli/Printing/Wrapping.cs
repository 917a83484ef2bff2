namespace HealthScore.Cli.Printing;

/// <summary>Prose in lines of a given width, broken at blanks only.</summary>
internal static class Wrapping
{
    /// <param name="text">One paragraph.</param>
    /// <param name="width">Most characters of a line; a longer word stands alone.</param>
    /// <param name="indent">Blanks before every line but the first.</param>
    /// <param name="firstIndent">Blanks before the first line.</param>
    public static IEnumerable<string> Lines(string text, int width, int indent, int firstIndent)
    {
        var line = new string(' ', firstIndent);
        var empty = true;
        foreach (var word in text.Split(' '))
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
}
