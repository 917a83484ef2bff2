using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>Rows of about the same probability, and how many of them churned.</summary>
/// <param name="Foretold">Mean probability of churn, 0..1.</param>
/// <param name="Observed">Share that churned, 0..1.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Its upper end.</param>
public sealed record ReliabilityPoint(double Foretold, double Observed, double Low, double High);

/// <summary>What came true against what was foretold: on the diagonal probabilities mean what they say.</summary>
public static class ReliabilityChart
{
    private const double Height = 230;
    private const int MostTicks = 5;

    public static Drawing Draw(ImmutableArray<ReliabilityPoint> points)
    {
        var sketch = new Sketch();
        var highest = points.Select(p => Math.Max(p.Foretold, p.High)).DefaultIfEmpty(1).Max();
        var ticks = Ticks.Of(0, Math.Min(1, highest), MostTicks);
        var plot = Plot.For(ticks.Select(Percents.Whole), Height);
        var across = LinearScale.Over(ticks, plot.Left, plot.Right);
        var up = LinearScale.Over(ticks, plot.Bottom, plot.Top);
        plot.Vertical(sketch, "share that left", ticks, up, Percents.Whole);
        sketch.Line("mean", plot.Left, plot.Bottom, plot.Right, plot.Top);
        foreach (var point in points)
        {
            var x = across.At(point.Foretold);
            sketch.Line("interval", x, up.At(point.Low), x, up.At(point.High));
        }

        foreach (var point in points)
        {
            sketch.Add("dot", Paths.Dot(across.At(point.Foretold), up.At(point.Observed), 4));
        }

        (double, string)[] labels = [.. ticks.Select(tick => (across.At(tick), Percents.Whole(tick)))];
        return sketch.Done(plot.Horizontal(sketch, plot.Bottom + Plot.UnderAxis, "churn probability foretold", labels));
    }
}
