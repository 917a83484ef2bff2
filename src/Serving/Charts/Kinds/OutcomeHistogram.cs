using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts.Kinds;

/// <summary>Accounts of about the same health.</summary>
/// <param name="Left">Those that left.</param>
/// <param name="Stayed">Those that stayed.</param>
public readonly record struct OutcomeStep(int Left, int Stayed);

/// <summary>Where scores lie from 0 to 100, who left, and which band they were called.</summary>
public static class OutcomeHistogram
{
    private const double Height = 140;
    private const double ZoneHeight = 16;
    private const int MostTicks = 4;
    private const double Full = HealthFormula.FullHealth;

    /// <param name="steps">Equal steps of health from 0 to 100.</param>
    /// <param name="bands">Where bands begin.</param>
    public static Drawing Draw(ImmutableArray<OutcomeStep> steps, BandThresholds bands)
    {
        var sketch = new Sketch();
        var ticks = Ticks.Of(0, steps.Max(step => step.Left + step.Stayed), MostTicks);
        var plot = Plot.For(ticks.Select(Counts.Of), Height);
        var across = new LinearScale(0, 1, plot.Left, plot.Right);
        var up = LinearScale.Over(ticks, plot.Bottom, plot.Top);
        plot.Vertical(sketch, "accounts", ticks, up, Counts.Of);
        var width = (plot.Right - plot.Left) / steps.Length;
        foreach (var (k, step) in steps.Index())
        {
            var (x, all) = (plot.Left + (k * width) + 0.5, up.At(step.Left + step.Stayed));
            sketch.Add("left", Paths.Box(x, up.At(step.Left), width - 1, plot.Bottom - up.At(step.Left)));
            sketch.Add("stayed", Paths.Box(x, all, width - 1, up.At(step.Left) - all));
        }

        foreach (var from in new[] { bands.YellowFrom, bands.GreenFrom }.Distinct())
        {
            if (from is > 0 and < HealthFormula.FullHealth)
            {
                var x = across.At(from.Value / Full);
                sketch.Line("threshold", x, plot.Top, x, plot.Bottom + ZoneHeight + 3);
            }
        }

        DrawZones(sketch, bands, across, plot.Bottom + 3);
        var y = plot.Bottom + 3 + ZoneHeight;
        (double, string)[] labels = [.. Ticks.Of(0, 100, 5).Select(health => (across.At(health / 100), $"{health}"))];
        y = plot.Horizontal(sketch, y, "health, higher is better", labels) + 4;
        return sketch.Done(y + Legend.Draw(sketch, y, ("left", "left"), ("stayed", "stayed")));
    }

    private static void DrawZones(Sketch sketch, BandThresholds bands, LinearScale across, double top)
    {
        foreach (var (band, from, to) in Zones(bands))
        {
            var (left, right) = (across.At(from / Full), across.At(to / Full));
            sketch.Add(BandLook.Fill(band), Paths.Box(left, top, right - left, ZoneHeight));
            var words =
                TextWidth.Of(BandLook.Words(band), Drawing.SmallSize) + 4 <= right - left
                    ? BandLook.Words(band)
                    : BandLook.Sign(band);
            if (TextWidth.Of(words, Drawing.SmallSize) <= right - left)
            {
                sketch.Small((left + right) / 2, top + 12, words, Anchor.Middle, $"on-{BandLook.Fill(band)}");
            }
        }
    }

    /// <summary>From the worst; a band that no health reaches is not there.</summary>
    private static IEnumerable<(Band Band, int From, int To)> Zones(BandThresholds bands)
    {
        var green = bands.GreenFrom ?? HealthFormula.FullHealth;
        var yellow = Math.Min(bands.YellowFrom ?? green, green);
        (Band, int, int)[] zones =
        [
            (Band.Red, 0, yellow),
            (Band.Yellow, yellow, green),
            (Band.Green, green, HealthFormula.FullHealth),
        ];
        return zones.Where(zone => zone.Item2 < zone.Item3);
    }
}
