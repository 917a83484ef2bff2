using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>One step of a waterfall.</summary>
/// <param name="Name">What moves it.</param>
/// <param name="Change">By how much, up or down.</param>
/// <param name="Figure">The change in words.</param>
public sealed record Fall(string Name, double Change, string Figure);

/// <summary>From a start to an end in steps, on a scale from 0 to 100.</summary>
public static class Waterfall
{
    private const double Thickness = 10;

    /// <param name="start">Where it begins, and what that is.</param>
    /// <param name="falls">In order; start and changes make the end.</param>
    /// <param name="end">What the end is.</param>
    public static Drawing Draw(Bar start, ImmutableArray<Fall> falls, Bar end)
    {
        var sketch = new Sketch();
        var rows = falls.Length + 2;
        var ticks = Ticks.Of(0, 100, 5);
        var scale = LinearScale.Over(ticks, Tracks.Left, Tracks.Right);
        Tracks.Axis(sketch, rows, ticks, scale, tick => $"{tick}");
        Whole(sketch, row: 0, start, scale);
        var at = start.Value;
        foreach (var (k, fall) in falls.Index())
        {
            var y = Tracks.Row(sketch, k + 1, fall.Name, fall.Figure);
            var (one, other) = (scale.At(at), scale.At(at + fall.Change));
            sketch.Line("join", one, y - Tracks.RowHeight + (Thickness / 2), one, y - (Thickness / 2));
            sketch.Add(
                fall.Change < 0 ? "down" : "up",
                Paths.Box(Math.Min(one, other), y - (Thickness / 2), Math.Max(1.5, Math.Abs(other - one)), Thickness)
            );
            at += fall.Change;
        }

        Whole(sketch, rows - 1, end, scale);
        return sketch.Done((rows * Tracks.RowHeight) + Tracks.AxisHeight);
    }

    private static void Whole(Sketch sketch, int row, Bar bar, LinearScale scale)
    {
        var y = Tracks.Row(sketch, row, bar.Name, bar.Figure);
        var left = scale.At(0);
        sketch.Add(bar.Look, Paths.Box(left, y - (Thickness / 2), scale.At(bar.Value) - left, Thickness));
    }
}
