using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>A figure with its interval.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of its interval; null where none is known.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Figure">The value in words.</param>
public sealed record IntervalRow(string Name, double Value, double? Low, double? High, string Figure)
{
    /// <summary>Share of rows it rests on, 0..1: a grey bar under it; null for none.</summary>
    public double? Density { get; init; }
}

/// <summary>Dots with intervals on one scale from 0 on, a row each.</summary>
public static class IntervalDots
{
    private const int MostTicks = 5;
    private const double DensityThickness = 4;

    /// <param name="rows">From the top.</param>
    /// <param name="tick">A number of the scale in words.</param>
    /// <param name="mean">A dashed line through all rows; null for none.</param>
    public static Drawing Draw(ImmutableArray<IntervalRow> rows, Func<double, string> tick, double? mean = null)
    {
        var sketch = new Sketch();
        var highest = rows.Select(row => Math.Max(row.Value, row.High ?? row.Value)).DefaultIfEmpty(1).Max();
        var ticks = Ticks.Of(0, highest > 0 ? highest : 1, MostTicks);
        var scale = LinearScale.Over(ticks, Tracks.Left, Tracks.Right);
        Tracks.Axis(sketch, rows.Length, ticks, scale, tick);
        if (mean is { } at)
        {
            sketch.Line("mean", scale.At(at), 4, scale.At(at), rows.Length * Tracks.RowHeight);
        }

        foreach (var (k, row) in rows.Index())
        {
            var y = Tracks.Row(sketch, k, row.Name, row.Figure);
            if (row.Density is { } share)
            {
                var width = share * (Tracks.Right - Tracks.Left);
                sketch.Add("density", Paths.Box(Tracks.Left, y + 5, width, DensityThickness));
            }

            if (row is { Low: { } low, High: { } high })
            {
                sketch.Line("interval", scale.At(low), y, scale.At(high), y);
            }

            sketch.Add("dot", Paths.Dot(scale.At(row.Value), y, 4));
        }

        return sketch.Done((rows.Length * Tracks.RowHeight) + Tracks.AxisHeight);
    }
}
