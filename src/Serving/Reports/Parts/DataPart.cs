using System.Collections.Immutable;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>How much was measured, and what has no place in the formula, each with its reason.</summary>
public static class DataPart
{
    /// <summary>Factors measured least first; null where the model does not tell.</summary>
    public static Chart? Measured(ReportSource source)
    {
        var factors = source.Figures.Measured.OrderBy(f => f.Share).ThenBy(f => f.Factor, StringComparer.Ordinal);
        var rows = factors.ToArray();
        if (rows.Length == 0)
        {
            return null;
        }

        var incomplete = rows.Count(row => row.Missing > 0);
        return new Chart(
            "measured",
            "How often each factor was measured",
            incomplete == 0
                ? $"Every one of the {rows.Length} factors was measured in every training row."
                : $"{incomplete} of {rows.Length} factors were missing in some training rows; missing is a value "
                    + $"of its "
                    + "own and has its own points.",
            BarChart.Draw(
                [
                    .. rows.Take(ReportLimits.Bars / 2)
                        .Select(row => new Bar(Titles.Of(row.Factor, source.Model), row.Share, Percents.Of(row.Share))),
                ],
                whole: 1
            ),
            new ChartTable(
                ["factor", "measured", "not measured", "share measured"],
                [
                    .. rows.Take(ReportLimits.TableRows)
                        .Select(row =>
                            ImmutableArray.Create(
                                Titles.Of(row.Factor, source.Model),
                                Counts.Of(row.Measured),
                                Counts.Of(row.Missing),
                                Percents.Of(row.Share)
                            )
                        ),
                ]
            )
        )
        {
            Note = "training rows, the least measured factors",
        };
    }

    /// <summary>Factors without a weight and columns that are no factor.</summary>
    public static ChartTable? LeftOut(ReportSource source)
    {
        ImmutableArray<ImmutableArray<string>> rows =
        [
            .. source.Common.LeftOut.Select(left =>
                ImmutableArray.Create(Titles.Of(left.Factor, source.Model), "factor", Reason(left.Reason))
            ),
            .. source.Figures.LeftOutColumns.Select(left =>
                ImmutableArray.Create(Shown.Name(left.Column), "column", ReportLimits.Sentences(left.Reason))
            ),
        ];
        return rows.IsEmpty ? null : new ChartTable(["left out", "", "why"], [.. rows.Take(ReportLimits.TableRows)]);
    }

    private static string Reason(string reason) =>
        reason == "flat" ? "tells no accounts apart" : ReportLimits.Sentences(reason);
}
