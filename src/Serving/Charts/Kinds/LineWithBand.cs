using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>One point of a line.</summary>
/// <param name="Label">Where it stands, in words.</param>
/// <param name="Value">Null where there is none: the line is broken.</param>
/// <param name="Low">Lower end of its band; null for none.</param>
/// <param name="High">Its upper end.</param>
public sealed record LinePoint(string Label, double? Value, double? Low, double? High);

/// <summary>A line over equal steps with the band around it, and a line to hold it against.</summary>
public static class LineWithBand
{
    private const double Height = 130;
    private const int MostTicks = 4;

    /// <param name="name">What runs up.</param>
    /// <param name="across">What runs along.</param>
    /// <param name="points">From the left; one of them at least has a value.</param>
    /// <param name="against">A dashed line at this value; null for none.</param>
    /// <param name="text">A value in words.</param>
    public static Drawing Draw(
        string name,
        string across,
        ImmutableArray<LinePoint> points,
        double? against,
        Func<double, string> text
    )
    {
        var sketch = new Sketch();
        double[] values =
        [
            .. points
                .SelectMany(point => new[] { point.Value, point.Low, point.High })
                .Append(against)
                .OfType<double>(),
        ];
        var ticks = Ticks.Of(values.Min(), values.Max(), MostTicks);
        var plot = Plot.For(ticks.Select(text), Height);
        var up = LinearScale.Over(ticks, plot.Bottom, plot.Top);
        plot.Vertical(sketch, name, ticks, up, text);
        var step = (plot.Right - plot.Left) / points.Length;
        double[] places = [.. points.Select((_, k) => plot.Left + ((k + 0.5) * step))];
        if (against is { } level)
        {
            sketch.Line("mean", plot.Left, up.At(level), plot.Right, up.At(level));
        }

        foreach (var run in Runs(points))
        {
            (double, double)[] high = [.. Ends(run, k => points[k].High)];
            (double, double)[] low = [.. Ends(run, k => points[k].Low)];
            if (high.Length == run.Length && low.Length == run.Length)
            {
                sketch.Add("shade", Paths.Between(high, low));
            }

            sketch.Add("line", Paths.Line([.. Ends(run, k => points[k].Value)]));
            foreach (var k in run)
            {
                sketch.Add("dot", Paths.Dot(places[k], up.At(points[k].Value!.Value), 3.5));
            }
        }

        (double, string)[] labels = [.. points.Select((point, k) => (places[k], Shown.Name(point.Label)))];
        return sketch.Done(plot.Horizontal(sketch, plot.Bottom + Plot.UnderAxis, across, labels));

        IEnumerable<(double, double)> Ends(int[] run, Func<int, double?> of) =>
            run.Where(k => of(k) is not null).Select(k => (places[k], up.At(of(k)!.Value)));
    }

    /// <summary>Points with a value that stand next to each other.</summary>
    private static IEnumerable<int[]> Runs(ImmutableArray<LinePoint> points)
    {
        var run = new List<int>();
        foreach (var (k, point) in points.Index())
        {
            if (point.Value is not null)
            {
                run.Add(k);
            }
            else if (run.Count > 0)
            {
                yield return [.. run];
                run.Clear();
            }
        }

        if (run.Count > 0)
        {
            yield return [.. run];
        }
    }
}
