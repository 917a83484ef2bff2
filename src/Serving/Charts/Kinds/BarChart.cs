using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>One bar.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">0 or more.</param>
/// <param name="Figure">The value in words.</param>
public sealed record Bar(string Name, double Value, string Figure)
{
    public string Look { get; init; } = "bar";
}

/// <summary>Bars below each other.</summary>
public static class BarChart
{
    private const double Thickness = 10;

    /// <summary>The longest as wide as the chart.</summary>
    public static Drawing Draw(ImmutableArray<Bar> bars) =>
        Draw(bars, bars.Select(bar => bar.Value).DefaultIfEmpty(0).Max());

    /// <param name="bars">From the top.</param>
    /// <param name="whole">The value of a bar as wide as the chart.</param>
    public static Drawing Draw(ImmutableArray<Bar> bars, double whole)
    {
        var sketch = new Sketch();
        var scale = new LinearScale(0, whole, 0, Drawing.UsualWidth);
        foreach (var (row, bar) in bars.Index())
        {
            var y = Tracks.Row(sketch, row, bar.Name, bar.Figure);
            sketch.Add("track", Paths.Box(0, y - (Thickness / 2), Drawing.UsualWidth, Thickness));
            sketch.Add(bar.Look, Paths.Box(0, y - (Thickness / 2), scale.At(bar.Value), Thickness));
        }

        return sketch.Done(Math.Max(1, bars.Length) * Tracks.RowHeight);
    }
}
