using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Tests.Charts.Kinds;

/// <summary>Every kind of chart with names and numbers of the worst sort.</summary>
internal static class Samples
{
    public const string Long = "A name as long as the contract it was copied from, with <b>tags</b> & \"quotes\"";

    public static ImmutableArray<string> Names { get; } =
    ["Tenure", Long, "שלום \u202Eabc", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "", "W"];

    public static IEnumerable<(string Kind, Drawing Drawing)> All =>
        [
            ("bars", BarChart.Draw([.. Names.Select((name, k) => new Bar(name, k * 1000, $"{k * 1000:N0} of all"))])),
            ("no bars", BarChart.Draw([])),
            ("bars of nothing", BarChart.Draw([new Bar("none", 0, "0")])),
            ("stacks", Stacks([40, 3, 57])),
            ("thin stacks", Stacks([1, 1, 9998])),
            ("dots", IntervalDots.Draw([.. Names.Select(Dot)], value => $"{value:0.##}", mean: 3)),
            ("one dot without interval", IntervalDots.Draw([new IntervalRow("x", 0, null, null, "0")], v => $"{v}")),
            ("a curve of one step", Curve(1, missing: false)),
            ("a curve of three steps", Curve(3, missing: true)),
            ("a curve of fifteen steps", Curve(15, missing: true)),
            ("reliability", ReliabilityChart.Draw([new(0.02, 0.01, 0, 0.04), new(0.5, 0.6, 0.4, 0.8)])),
            ("reliability of rare churn", ReliabilityChart.Draw([new(0.0002, 0.0001, 0, 0.0004)])),
            ("gain", GainChart.Draw([new("line", "formula", [new(0, 0), new(0.2, 0.6), new(1, 1)])])),
            ("histogram", Histogram(new BandThresholds(310_000_000, 620_000_000))),
            ("histogram of narrow bands", Histogram(new BandThresholds(10_000_000, 20_000_000))),
            ("histogram without green", Histogram(new BandThresholds(310_000_000, null))),
            ("histogram of one band", Histogram(new BandThresholds(null, null))),
            ("waterfall", Falls()),
            ("line", Line([0.7, 0.81, null, 0.79])),
            ("line of many points", Line([.. Enumerable.Range(0, 40).Select(k => (double?)(k * 0.01))])),
        ];

    public static Drawing Line(double?[] values) =>
        LineWithBand.Draw(
            "AUC",
            "block of time",
            [.. values.Select((value, k) => new LinePoint($"2026-{k:00}", value, value - 0.02, value + 0.02))],
            against: 0.5,
            value => $"{value:0.00}"
        );

    private static IntervalRow Dot(string name, int k) =>
        new(name, k, k * 0.5, k * 1.5, $"{k} % ({k * 0.5} to {k * 1.5})") { Density = k / 6.0 };

    private static Drawing Stacks(double[] parts) =>
        StackedBars.Draw(
            [.. Names.Select(name => new Stack(name, "12,345 accounts", [.. parts.Select(Of)]))],
            [("band-red", "■ red"), ("band-yellow", "▲ yellow"), ("band-green", "● green"), ("bar", Long)]
        );

    private static Part Of(double value, int k) =>
        new(((string[])["band-red", "band-yellow", "band-green"])[k], value, $"■ {value} %");

    private static Drawing Curve(int steps, bool missing) =>
        StepCurve.Draw(
            new StepCurveData
            {
                Steps = [.. Enumerable.Range(0, steps).Select(k => new Step(k, k - 1, k + 1, 1.0 / steps))],
                Edges = [.. Enumerable.Range(1, steps - 1).Select(k => $"{k * 12345.678}")],
                NotMeasured = missing ? new Step(2, 1, 3, 0.01) : null,
                Mean = steps / 2.0,
                Across = Long,
            }
        );

    private static Drawing Histogram(BandThresholds bands) =>
        OutcomeHistogram.Draw([.. Enumerable.Range(0, 40).Select(k => new OutcomeStep(40 - k, k * 30))], bands);

    private static Drawing Falls() =>
        Waterfall.Draw(
            new Bar("average account", 61, "61.00"),
            [.. Names.Select((name, k) => new Fall(name, k % 2 == 0 ? -9.5 : 4, "-9.50"))],
            new Bar("this account", 44.5, "44.50")
        );
}
