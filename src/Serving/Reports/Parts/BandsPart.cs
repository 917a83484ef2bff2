using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>Where bands begin, on what that rests, and what became of each band.</summary>
public static class BandsPart
{
    private static readonly ImmutableArray<(string, string)> Legend = [("left", "left"), ("stayed", "stayed")];

    /// <summary>Where each band begins, with its interval and what it rests on; null where nothing is known.</summary>
    public static ChartTable? Thresholds(ReportSource source) =>
        source.Figures.Thresholds.IsEmpty
            ? null
            : new ChartTable(
                [
                    "threshold",
                    "health",
                    "95 % interval",
                    "churn probability there",
                    "rows",
                    "of them left",
                    "from",
                    "to",
                ],
                [.. source.Figures.Thresholds.Select(Row)]
            );

    /// <summary>"fintech: green from 54.2, yellow from 43", where bands begin elsewhere for some.</summary>
    public static ImmutableArray<string> ByContext(ReportSource source) =>
        [.. BandText.ByContext(source.Common).Take(ReportLimits.TableRows).Select(ReportLimits.Sentences)];

    /// <summary>Held-out rows of each band, and how many of them left; null where nothing is known.</summary>
    public static Chart? Outcomes(ReportSource source)
    {
        var bands = source.Figures.Bands;
        if (bands.IsEmpty)
        {
            return null;
        }

        BandFigures[] worstFirst = [.. bands.OrderBy(band => band.Band)];
        return new Chart(
            "bands",
            "What became of each band",
            $"Held out, {string.Join("; ", worstFirst.Select(Sentence))}. Each row was scored by a formula that "
                + $"had not seen it.",
            StackedBars.Draw([.. worstFirst.Select(Stack)], Legend),
            new ChartTable(
                ["band", "accounts", "left", "share that left"],
                [
                    .. worstFirst.Select(band =>
                        ImmutableArray.Create(
                            BandLook.Words(band.Band),
                            Counts.Of(band.Outcomes.Rows),
                            Counts.Of(band.Outcomes.Churned),
                            band.Outcomes.Share is { } share ? Percents.Of(share) : ""
                        )
                    ),
                ]
            )
        )
        {
            Note = "held-out rows",
        };
    }

    /// <summary>Held-out rows over the scale of health; null where the model does not tell.</summary>
    public static Chart? Histogram(ReportSource source)
    {
        var steps = source.Figures.HealthSteps;
        if (steps.IsEmpty)
        {
            return null;
        }

        var width = 100.0 / steps.Length;
        return new Chart(
            "score-by-outcome",
            "Score by band and outcome",
            "Accounts by health, those that left at the foot of each bar. Vertical lines are the thresholds; the strip "
                + "beneath names the bands.",
            OutcomeHistogram.Draw(
                [.. steps.Select(step => new OutcomeStep(step.Churned, step.Rows - step.Churned))],
                source.Common.Bands
            ),
            new ChartTable(
                ["health", "accounts", "left", "share that left"],
                [
                    .. steps.Select(
                        (step, k) =>
                            ImmutableArray.Create(
                                $"{At(k * width)} to {At((k + 1) * width)}",
                                Counts.Of(step.Rows),
                                Counts.Of(step.Churned),
                                step.Share is { } share ? Percents.Of(share) : ""
                            )
                    ),
                ]
            )
        )
        {
            Note = "held-out rows, on the scale of the formula of all accounts",
        };
    }

    internal static Stack Stack(BandFigures band) =>
        new(
            BandLook.Words(band.Band),
            band.Outcomes.Share is { } share
                ? $"{Percents.Of(share)} of {Counts.Of(band.Outcomes.Rows)} left"
                : "no accounts",
            [
                new Part("left", band.Outcomes.Churned, Counts.Of(band.Outcomes.Churned)),
                new Part(
                    "stayed",
                    band.Outcomes.Rows - band.Outcomes.Churned,
                    Counts.Of(band.Outcomes.Rows - band.Outcomes.Churned)
                ),
            ]
        );

    private static string Sentence(BandFigures band) =>
        band.Outcomes.Share is { } share
            ? $"of {Counts.Of(band.Outcomes.Rows)} called {BandLook.Words(band.Band)}, "
                + $"{Counts.Of(band.Outcomes.Churned)} left ({Percents.Of(share)})"
            : $"none was called {BandLook.Words(band.Band)}";

    private static ImmutableArray<string> Row(ThresholdFigures threshold) =>
        [
            threshold.Starts == Band.Green ? "green begins" : "red ends",
            threshold.Health is { } health ? At(health) : "not reachable",
            threshold is { Low: { } low, High: { } high } ? $"{At(low)} to {At(high)}" : "not known",
            Percents.Of(threshold.ChurnProbability),
            Counts.Of(threshold.Rows.Rows),
            Counts.Of(threshold.Rows.Churned),
            Day(threshold.From),
            Day(threshold.To),
        ];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "undated";

    private static string At(double health) => health.ToString("0.0", CultureInfo.InvariantCulture);
}
