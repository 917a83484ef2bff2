namespace HealthScore.Serving.Charts.Marks;

/// <summary>
/// Rows that each have a line of words above a track as wide as the chart: names of any length have room, on a
/// telephone too.
/// </summary>
internal static class Tracks
{
    public const double RowHeight = 42;

    /// <summary>Height of a row of ticks under the last track.</summary>
    public const double AxisHeight = 20;

    private const double WordsY = 12;
    private const double TrackY = 25;

    /// <summary>Leaves room for half a tick label at both ends.</summary>
    private const double Margin = 14;

    public static double Left => Margin;

    public static double Right => Drawing.UsualWidth - Margin;

    /// <summary>Writes name and figure of a row, and returns the middle of its track.</summary>
    public static double Row(Sketch sketch, int row, string name, string figure)
    {
        var top = row * RowHeight;
        var room = Drawing.UsualWidth - TextWidth.Of(figure, Drawing.TextSize) - 8;
        sketch.Label(0, top + WordsY, TextWidth.Fit(Shown.Name(name), Drawing.TextSize, room));
        sketch.Label(Drawing.UsualWidth, top + WordsY, figure, Anchor.End, "figure");
        return top + TrackY;
    }

    /// <summary>Grid lines behind all rows and their labels beneath; to be drawn before the rows.</summary>
    public static void Axis(
        Sketch sketch,
        int rows,
        ReadOnlySpan<double> ticks,
        LinearScale scale,
        Func<double, string> text
    )
    {
        var bottom = rows * RowHeight;
        double[] places = [.. ticks];
        places = Array.ConvertAll(places, scale.At);
        string[] labels = [.. ticks.ToArray().Select(text)];
        foreach (var x in places)
        {
            sketch.Line("grid", x, 4, x, bottom);
        }

        double[] widths = Array.ConvertAll(labels, label => TextWidth.Of(label, Drawing.SmallSize));
        foreach (var k in LabelRoom.Thinned(places, widths, gap: 8))
        {
            sketch.Small(places[k], bottom + 14, labels[k], Anchor.Middle);
        }
    }
}
