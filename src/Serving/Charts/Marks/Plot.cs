namespace HealthScore.Serving.Charts.Marks;

/// <summary>The rectangle of a chart with two axes, and its axes.</summary>
internal readonly record struct Plot(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Between the lowest tick's label at the left and the labels under the axis.</summary>
    public const double UnderAxis = 5;

    private const double TickGap = 6;

    /// <summary>With room for the labels of the vertical axis on the left and its name above.</summary>
    /// <param name="ticks">Labels of the vertical axis.</param>
    /// <param name="height">Of the rectangle.</param>
    public static Plot For(IEnumerable<string> ticks, double height)
    {
        var widest = ticks.Select(tick => TextWidth.Of(tick, Drawing.SmallSize)).DefaultIfEmpty(0).Max();
        return new Plot(widest + TickGap + 2, Top: 22, Drawing.UsualWidth - 12, 22 + height);
    }

    /// <summary>Horizontal grid lines with labels, and the axis' name above them.</summary>
    public void Vertical(Sketch sketch, string name, double[] ticks, LinearScale scale, Func<double, string> text)
    {
        sketch.Small(0, 10, TextWidth.Fit(name, Drawing.SmallSize, Drawing.UsualWidth), Anchor.Start, "axis-name");
        foreach (var tick in ticks)
        {
            var y = scale.At(tick);
            sketch.Line("grid", Left, y, Right, y);
            sketch.Small(Left - TickGap, y + 4, text(tick), Anchor.End);
        }
    }

    /// <summary>Labels under the rectangle, as many as have room, and the axis' name under them.</summary>
    /// <returns>Where the next thing may begin.</returns>
    public double Horizontal(Sketch sketch, double y, string name, ReadOnlySpan<(double X, string Text)> labels)
    {
        double[] centres = new double[labels.Length];
        double[] widths = new double[labels.Length];
        for (var k = 0; k < labels.Length; k++)
        {
            widths[k] = TextWidth.Of(labels[k].Text, Drawing.SmallSize);
            var half = widths[k] / 2;
            centres[k] = Math.Clamp(labels[k].X, half, Math.Max(half, Drawing.UsualWidth - half));
        }

        foreach (var k in LabelRoom.Thinned(centres, widths, gap: 6))
        {
            sketch.Small(centres[k], y + 12, labels[k].Text, Anchor.Middle);
        }

        sketch.Small(Left, y + 28, TextWidth.Fit(name, Drawing.SmallSize, Right - Left), Anchor.Start, "axis-name");
        return y + 34;
    }
}
