using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Core.Segments;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>How formulas of segments and stages differ, and what became of their bands.</summary>
public static class SegmentsPart
{
    private const int MostNamed = 3;

    /// <summary>Null where one formula is everyone's.</summary>
    public static ChartTable? Formulas(ReportSource source)
    {
        var own = source.Model.Formulas.Where(formula => !formula.IsCommon).Take(ReportLimits.Segments).ToArray();
        if (own.Length == 0)
        {
            return null;
        }

        var differences = SegmentDifferences.Of(source.Model);
        return new ChartTable(
            ["formula of", "green from", "yellow from", "counts more (for all accounts)", "counts less"],
            [
                .. own.Prepend(source.Common)
                    .Select(formula =>
                        Row(
                            formula,
                            differences.FirstOrDefault(d =>
                                (d.Segment, d.Stage) == (formula.Segment, formula.Stage) && !formula.IsCommon
                            ),
                            source.Model
                        )
                    ),
            ]
        );
    }

    /// <summary>Null where there is one segment only.</summary>
    public static Chart? Bands(ReportSource source)
    {
        SegmentFigures[] segments = [.. source.Figures.Segments.Take(ReportLimits.Segments)];
        return segments.Length == 0
            ? null
            : new Chart(
                "segments",
                "Bands by segment",
                "Shares of each segment's held-out accounts by band; the table says how many of each left.",
                StackedBars.Draw([.. segments.Select(Stack)], BandLegend),
                new ChartTable(
                    ["segment", "band", "accounts", "left", "share that left"],
                    [.. segments.SelectMany(segment => segment.Bands.Select(band => Cells(segment.Segment, band)))]
                )
            )
            {
                Note = "held-out rows",
            };
    }

    internal static ImmutableArray<(string, string)> BandLegend { get; } =
    [.. Enum.GetValues<Band>().Select(band => (BandLook.Fill(band), BandLook.Words(band)))];

    private static Stack Stack(SegmentFigures segment)
    {
        var rows = segment.Bands.Sum(band => band.Outcomes.Rows);
        return new Stack(
            segment.Segment,
            $"{Counts.Of(rows)} accounts, {Counts.Of(segment.Bands.Sum(band => band.Outcomes.Churned))} left",
            [
                .. segment.Bands.Select(band => new Part(
                    BandLook.Fill(band.Band),
                    band.Outcomes.Rows,
                    $"{BandLook.Sign(band.Band)} {Percents.Whole(band.Outcomes.Rows / (double)Math.Max(1, rows))}"
                )),
            ]
        );
    }

    private static ImmutableArray<string> Cells(string segment, BandFigures band) =>
        [
            Shown.Name(segment),
            BandLook.Words(band.Band),
            Counts.Of(band.Outcomes.Rows),
            Counts.Of(band.Outcomes.Churned),
            band.Outcomes.Share is { } share ? Percents.Of(share) : "",
        ];

    private static ImmutableArray<string> Row(HealthFormula formula, SegmentDifferences? own, HealthModel model) =>
        [
            Titles.Of(formula),
            Threshold(formula.Bands.GreenFrom),
            Threshold(formula.Bands.YellowFrom),
            formula.IsCommon ? "" : Named(own?.Weights.Where(weight => weight.Change > 0), model),
            formula.IsCommon ? "" : Named(own?.Weights.Where(weight => weight.Change < 0), model),
        ];

    private static string Named(IEnumerable<WeightDifference>? weights, HealthModel model)
    {
        var named = string.Join(
            "; ",
            (weights ?? [])
                .Take(MostNamed)
                .Select(weight =>
                    $"{Titles.Of(weight.Factor, model)} {Percents.Of(weight.Weight)} "
                    + $"({Percents.Of(weight.CommonWeight)})"
                )
        );
        return named.Length == 0 ? "as for all" : ReportLimits.Sentences(named);
    }

    private static string Threshold(int? from) =>
        from switch
        {
            null => "not reachable",
            0 => "every health",
            { } units => (units / HealthFormula.UnitsPerPoint).ToString("0.0", CultureInfo.InvariantCulture),
        };
}
