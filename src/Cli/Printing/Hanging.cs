using Spectre.Console;
using Spectre.Console.Rendering;

namespace HealthScore.Cli.Printing;

/// <summary>
/// The text of a cell; where it does not fit, the lines after the first are indented, so that rows can be told apart.
/// </summary>
internal sealed class Hanging(string text, Style? style = null) : IRenderable
{
    private readonly int lead = text.Length - text.TrimStart().Length;

    public Measurement Measure(RenderOptions options, int maxWidth)
    {
        var longest = lead + Layout.Indent + Wrapping.LongestWord(text.Trim());
        return new Measurement(Math.Min(maxWidth, Math.Min(longest, text.Length)), Math.Min(maxWidth, text.Length));
    }

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        string[] lines =
            text.Length <= maxWidth ? [text] : [.. Wrapping.Lines(text.Trim(), maxWidth, lead + Layout.Indent, lead)];
        foreach (var line in lines)
        {
            yield return new Segment(line, style ?? Style.Plain);
            yield return Segment.LineBreak;
        }
    }
}
