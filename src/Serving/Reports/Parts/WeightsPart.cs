using System.Collections.Immutable;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>What each factor's share of the score is, and how sure that is.</summary>
public static class WeightsPart
{
    public static Chart Of(ReportSource source)
    {
        var intervals = source.Figures.Weights.ToDictionary(weight => weight.Factor, StringComparer.Ordinal);
        IntervalRow[] rows =
        [
            .. Titles
                .ByWeight(source.Common)
                .Select(factor =>
                    Row(Titles.Of(factor, source.Model), factor.Weight, intervals.GetValueOrDefault(factor.Key))
                ),
        ];
        return new Chart(
            "weights",
            "Weight of each factor",
            Description(rows),
            IntervalDots.Draw([.. rows.Take(ReportLimits.Bars)], Percents.Whole),
            new ChartTable(["factor", "weight", "95 % interval"], [.. rows.Take(ReportLimits.TableRows).Select(Cells)])
        )
        {
            Note = "share of the 100 points, with its 95 % interval",
        };
    }

    private static IntervalRow Row(string title, double weight, WeightFigures? interval) =>
        new(title, weight, interval?.Low, interval?.High, Percents.Of(weight));

    private static ImmutableArray<string> Cells(IntervalRow row) =>
        [
            row.Name,
            row.Figure,
            row is { Low: { } low, High: { } high } ? $"{Percents.Of(low)} to {Percents.Of(high)}" : "not known",
        ];

    private static string Description(IntervalRow[] rows)
    {
        var most = rows.Take(3).Sum(row => row.Value);
        var more = ReportLimits.More(rows.Length, ReportLimits.Bars, "factors in the table");
        return $"{rows.Length} factors share the 100 points; the three heaviest hold {Percents.Whole(most)} of them. "
            + "A line through the dot is the 95 % interval: what other accounts in the training rows would have made "
            + $"of the weight.{(more.Length > 0 ? $" Shown are the heaviest {ReportLimits.Bars}, {more}." : "")}";
    }
}
