using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>How many of those who left are found among so many accounts of the worst scores.</summary>
/// <param name="Called">Share of accounts, 0..1.</param>
/// <param name="Found">Share of those who left, 0..1.</param>
public readonly record struct GainPoint(double Called, double Found);

/// <summary>A curve of gain with its legend.</summary>
/// <param name="Look"><c>line</c>, <c>line-2</c> or <c>line-3</c>.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Points">From nobody called to all.</param>
public sealed record GainCurve(string Look, string Name, ImmutableArray<GainPoint> Points)
{
    /// <summary>Found among a share of accounts, between two points in proportion.</summary>
    public double At(double called)
    {
        for (var k = 1; k < Points.Length; k++)
        {
            var (one, other) = (Points[k - 1], Points[k]);
            if (called <= other.Called)
            {
                var part = other.Called > one.Called ? (called - one.Called) / (other.Called - one.Called) : 1;
                return one.Found + (part * (other.Found - one.Found));
            }
        }

        return 1;
    }
}

/// <summary>The gain of calling the worst scores first, against calling at random.</summary>
public static class GainChart
{
    private const double Height = 230;
    private const int Steps = 5;

    public static Drawing Draw(ImmutableArray<GainCurve> curves)
    {
        var sketch = new Sketch();
        var ticks = Ticks.Of(0, 1, Steps);
        var plot = Plot.For(ticks.Select(Percents.Whole), Height);
        var across = LinearScale.Over(ticks, plot.Left, plot.Right);
        var up = LinearScale.Over(ticks, plot.Bottom, plot.Top);
        plot.Vertical(sketch, "of those who left, found", ticks, up, Percents.Whole);
        sketch.Line("mean", plot.Left, plot.Bottom, plot.Right, plot.Top);
        foreach (var curve in curves.Reverse())
        {
            sketch.Add(
                curve.Look,
                Paths.Line([.. curve.Points.Select(point => (across.At(point.Called), up.At(point.Found)))])
            );
        }

        (double, string)[] labels = [.. ticks.Select(tick => (across.At(tick), Percents.Whole(tick)))];
        var y = plot.Horizontal(sketch, plot.Bottom + Plot.UnderAxis, "accounts called, worst score first", labels) + 4;
        (string, string)[] legend =
        [
            .. curves.Select(curve => (curve.Look, Shown.Name(curve.Name))),
            ("line-chance", "at random"),
        ];
        return sketch.Done(y + Legend.Draw(sketch, y, legend));
    }
}
