using System.Collections.Immutable;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Reports.Parts;

namespace HealthScore.Serving.Reports;

/// <summary>Every picture that a model can be drawn as, each under a file name.</summary>
public static class ModelCharts
{
    /// <summary>
    /// <c>weights.svg</c>, <c>curve-KEY.svg</c> a factor, <c>calibration.svg</c>, <c>lift.svg</c>,
    /// <c>score-by-outcome.svg</c> and whatever else the model's figures allow; by name.
    /// </summary>
    public static ImmutableArray<(string File, Chart Chart)> Of(ReportSource source)
    {
        Chart?[] charts =
        [
            WeightsPart.Of(source),
            BandsPart.Outcomes(source),
            BandsPart.Histogram(source),
            AccuracyPart.Reliability(source.Figures),
            AccuracyPart.Gain(source.Figures),
            AccuracyPart.OverTime(source.Figures),
            SegmentsPart.Bands(source),
            DataPart.Measured(source),
        ];
        return
        [
            .. charts
                .OfType<Chart>()
                .Select(chart => ($"{chart.Id}.svg", chart))
                .Concat(CurvesPart.ByFactor(source).Select(curve => ($"curve-{curve.Factor}.svg", curve.Chart)))
                .OrderBy(chart => chart.Item1, StringComparer.Ordinal),
        ];
    }
}
