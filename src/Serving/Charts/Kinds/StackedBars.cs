using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>One part of a stacked bar.</summary>
/// <param name="Look">Its look, the same as in the legend.</param>
/// <param name="Value">0 or more.</param>
/// <param name="Text">Written inside where there is room.</param>
public sealed record Part(string Look, double Value, string Text);

/// <summary>A bar of parts.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Figure">The whole in words.</param>
/// <param name="Parts">From the left.</param>
public sealed record Stack(string Name, string Figure, ImmutableArray<Part> Parts);

/// <summary>Bars of parts, each as wide as the chart: parts are shares of their own bar.</summary>
public static class StackedBars
{
    private const double Thickness = 18;
    private const double Seam = 2;

    /// <param name="stacks">From the top.</param>
    /// <param name="legend">What the looks mean.</param>
    public static Drawing Draw(ImmutableArray<Stack> stacks, ImmutableArray<(string Look, string Text)> legend)
    {
        var sketch = new Sketch();
        foreach (var (row, stack) in stacks.Index())
        {
            var y = Tracks.Row(sketch, row, stack.Name, stack.Figure);
            var all = stack.Parts.Sum(part => part.Value);
            var (x, scale) = (0.0, new LinearScale(0, all, 0, Drawing.UsualWidth));
            foreach (var part in stack.Parts.Where(part => part.Value > 0))
            {
                var width = scale.At(part.Value);
                sketch.Add(part.Look, Paths.Box(x, y - (Thickness / 2) + 2, Math.Max(1, width - Seam), Thickness));
                if (TextWidth.Of(part.Text, Drawing.SmallSize) + 6 <= width - Seam)
                {
                    sketch.Small(x + ((width - Seam) / 2), y + 6, part.Text, Anchor.Middle, $"on-{part.Look}");
                }

                x += width;
            }
        }

        var bottom = (stacks.Length * Tracks.RowHeight) + 8;
        return sketch.Done(bottom + Legend.Draw(sketch, bottom, [.. legend]));
    }
}
