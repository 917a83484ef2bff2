namespace HealthScore.Serving.Charts.Marks;

/// <summary>What the looks of a chart mean: small boxes with words, broken into lines where they do not fit.</summary>
internal static class Legend
{
    public const double LineHeight = 17;

    private const double Box = 9;
    private const double Gap = 14;

    /// <returns>The height it took.</returns>
    public static double Draw(Sketch sketch, double y, params ReadOnlySpan<(string Look, string Text)> items)
    {
        var (x, line) = (0.0, 0);
        foreach (var (look, text) in items)
        {
            var width = Box + 5 + TextWidth.Of(text, Drawing.SmallSize);
            if (x > 0 && x + width > Drawing.UsualWidth)
            {
                (x, line) = (0, line + 1);
            }

            var top = y + (line * LineHeight);
            sketch.Add(look, Sample(look, x, top));
            sketch.Small(x + Box + 5, top + Box, TextWidth.Fit(text, Drawing.SmallSize, Drawing.UsualWidth - Box - 5));
            x += width + Gap;
        }

        return (line + 1) * LineHeight;
    }

    /// <summary>A line is shown as a line, anything else as a box.</summary>
    private static string Sample(string look, double x, double top) =>
        look.StartsWith("line", StringComparison.Ordinal)
            ? Paths.Line((x, top + (Box / 2)), (x + Box, top + (Box / 2)))
            : Paths.Box(x, top, Box, Box);
}
