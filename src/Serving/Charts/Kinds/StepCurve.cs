using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>One step: what a bin of values is worth.</summary>
/// <param name="Value">The worth.</param>
/// <param name="Low">Lower end of its interval; null where none is known.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Density">Share of rows in it, 0..1; null where not known.</param>
public sealed record Step(double Value, double? Low, double? High, double? Density);

/// <summary>A curve of steps: one a bin, equally wide, whatever numbers bound it.</summary>
public sealed record StepCurveData
{
    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>The numbers between two steps: one fewer than steps.</summary>
    public required ImmutableArray<string> Edges { get; init; }

    /// <summary>Apart from the others, at the right; null where nothing is said of it.</summary>
    public Step? NotMeasured { get; init; }

    /// <summary>A dashed line: the mean worth.</summary>
    public double? Mean { get; init; }

    /// <summary>What runs along the horizontal axis, with its unit.</summary>
    public required string Across { get; init; }
}

/// <summary>Worth by value, with its interval, and under it how many rows each step rests on.</summary>
public static class StepCurve
{
    private const string NotMeasured = "not measured";
    private const double Height = 120;
    private const double DensityHeight = 26;
    private const double Apart = 12;
    private const int MostTicks = 4;

    public static Drawing Draw(StepCurveData curve)
    {
        var sketch = new Sketch();
        Step[] all = [.. curve.Steps, .. curve.NotMeasured is { } missing ? [missing] : (Step[])[]];
        var ticks = Ticks.Of(0, all.Max(step => Math.Max(step.Value, step.High ?? 0)), MostTicks);
        var plot = Plot.For(ticks.Select(tick => $"{tick}"), Height);
        var scale = LinearScale.Over(ticks, plot.Bottom, plot.Top);
        plot.Vertical(sketch, "points of health", ticks, scale, tick => $"{tick}");
        var width = (plot.Right - plot.Left - (curve.NotMeasured is null ? 0 : Apart)) / Math.Max(1, all.Length);
        double[] lefts = [.. all.Select((_, k) => plot.Left + (k * width) + (k == curve.Steps.Length ? Apart : 0))];
        DrawIntervals(sketch, all, lefts, width, scale);
        if (curve.Mean is { } mean)
        {
            sketch.Line("mean", plot.Left, scale.At(mean), plot.Right, scale.At(mean));
        }

        DrawSteps(sketch, curve, lefts, width, scale);
        DrawDensity(sketch, all, lefts, width, plot.Bottom + 6);
        var labels = curve.Edges.Select((edge, k) => (lefts[k + 1], Shown.Name(edge))).ToArray();
        var y = plot.Bottom + 6 + DensityHeight;
        var across = curve.NotMeasured is null ? plot : plot with { Right = lefts[^1] - Apart };
        if (curve.NotMeasured is not null)
        {
            sketch.Small(Drawing.UsualWidth, y + 28, NotMeasured, Anchor.End, "axis-name");
            var room = Drawing.UsualWidth - TextWidth.Of(NotMeasured, Drawing.SmallSize) - 8;
            across = across with { Right = room };
        }

        return sketch.Done(across.Horizontal(sketch, y, curve.Across, labels));
    }

    private static void DrawIntervals(Sketch sketch, Step[] steps, double[] lefts, double width, LinearScale scale)
    {
        foreach (var (k, step) in steps.Index())
        {
            if (step is { Low: { } low, High: { } high })
            {
                sketch.Add("shade", Paths.Box(lefts[k], scale.At(high), width, scale.At(low) - scale.At(high)));
            }
        }
    }

    private static void DrawSteps(Sketch sketch, StepCurveData curve, double[] lefts, double width, LinearScale scale)
    {
        var points = curve.Steps.SelectMany(
            (step, k) => new[] { (lefts[k], scale.At(step.Value)), (lefts[k] + width, scale.At(step.Value)) }
        );
        sketch.Add("line", Paths.Line([.. points]));
        if (curve.NotMeasured is { } missing)
        {
            var (y, left) = (scale.At(missing.Value), lefts[^1]);
            sketch.Line("line", left, y, left + width, y);
        }
    }

    private static void DrawDensity(Sketch sketch, Step[] steps, double[] lefts, double width, double top)
    {
        var most = steps.Max(step => step.Density ?? 0);
        foreach (var (k, step) in steps.Index())
        {
            if (step.Density is { } share && share > 0)
            {
                // A bin of few rows still shows: none would look like none.
                var height = Math.Max(1, share / most * (DensityHeight - 4));
                sketch.Add("density", Paths.Box(lefts[k] + 1, top, width - 2, height));
            }
        }
    }
}
