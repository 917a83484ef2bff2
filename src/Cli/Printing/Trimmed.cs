using Spectre.Console.Rendering;

namespace HealthScore.Cli.Printing;

/// <summary>
/// What another shape draws, without blank lines above and below it and without blanks at the ends of lines.
/// </summary>
internal sealed class Trimmed(IRenderable shape) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => shape.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        Segment[][] lines = [.. Segment.SplitLines(shape.Render(options, maxWidth)).Select(WithoutBlanks)];
        var first = Array.FindIndex(lines, line => line.Length > 0);
        var last = Array.FindLastIndex(lines, line => line.Length > 0);
        return first < 0 ? [] : lines[first..(last + 1)].SelectMany(line => line.Append(Segment.LineBreak));
    }

    private static Segment[] WithoutBlanks(SegmentLine line)
    {
        var end = line.FindLastIndex(part => !string.IsNullOrWhiteSpace(part.Text));
        return end < 0 ? [] : [.. line.Take(end), new Segment(line[end].Text.TrimEnd(), line[end].Style)];
    }
}
