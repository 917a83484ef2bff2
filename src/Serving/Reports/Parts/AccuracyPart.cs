using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>How good the score is on rows it has not seen.</summary>
public static class AccuracyPart
{
    /// <summary>Parts of the rows that a point of the reliability chart is made of: twentieths by two.</summary>
    private const int TwentiethsToAPoint = 2;

    /// <summary>Standard normal deviate of a two-sided 95 % interval.</summary>
    private const double Deviate95 = 1.959963984540054;

    /// <summary>Which rows the figures are of, in words.</summary>
    public static string Basis(ModelFigures figures)
    {
        var rows = figures.HeldOut is { } all
            ? $"{Counts.Of(all.Rows)} rows, {Counts.Of(all.Churned)} of which left"
            : "rows that are not counted";
        return figures.Basis switch
        {
            "out_of_fold" => $"Measured on {rows}: each was scored by a formula trained without it.",
            "out_of_time" => $"Measured on {rows}: each was scored by a formula of earlier rows alone.",
            "user_folds" => $"Measured on {rows}: each was scored by a formula of the other folds given.",
            _ => $"Measured on {rows}.",
        };
    }

    /// <summary>Formula, trees and equal weights side by side; null where the model holds no evaluation.</summary>
    public static ChartTable? Figures(ModelFigures figures)
    {
        (string Name, QualityFigures? Of)[] models =
        [
            ("this formula", figures.Formula),
            ("boosted trees", figures.Challenger),
            ("equal weights", figures.EqualWeights),
        ];
        return figures.Formula is null
            ? null
            : new ChartTable(
                ["", "AUC", "95 % interval", "log-loss", "calibration error", "slope"],
                [
                    .. models.Where(model => model.Of is not null).Select(model => Row(model.Name, model.Of!)),
                    ["base rate for all", "0.5000", "", Figure(figures.PriorLogLoss), "", ""],
                ]
            );
    }

    /// <summary>Whether probabilities mean what they say; null where the model does not tell.</summary>
    public static Chart? Reliability(ModelFigures figures)
    {
        var points = figures.FormulaSpread.Chunk(TwentiethsToAPoint).Select(Together).ToArray();
        if (points.Length == 0)
        {
            return null;
        }

        return new Chart(
            "calibration",
            "What was foretold, and what came true",
            "Each dot is a tenth of the accounts, from the safest to the most endangered; on the dashed line as many "
                + "left as was foretold. Lines through dots are 95 % intervals of the share.",
            ReliabilityChart.Draw([.. points.Select(Point)]),
            new ChartTable(
                ["foretold", "came true", "95 % interval", "accounts", "left"],
                [.. points.Select(bin => Cells(bin, Point(bin)))]
            )
        )
        {
            Note = "held-out rows",
        };
    }

    /// <summary>How many who leave are found by calling the worst scores; null where the model does not tell.</summary>
    public static Chart? Gain(ModelFigures figures)
    {
        if (figures.FormulaSpread.IsEmpty || figures.HeldOut is not { Churned: > 0 })
        {
            return null;
        }

        GainCurve formula = new("line", "this formula", Curve(figures.FormulaSpread));
        ImmutableArray<GainCurve> curves = figures.ChallengerSpread.IsEmpty
            ? [formula]
            : [formula, new GainCurve("line-2", "boosted trees", Curve(figures.ChallengerSpread))];
        double[] shares = [0.05, 0.1, 0.2, 0.3, 0.5];
        return new Chart(
            "lift",
            "Calling the worst scores first",
            $"The worst tenth of the scores holds {Percents.Whole(formula.At(0.1))} of those who left, the worst fifth "
                + $"{Percents.Whole(formula.At(0.2))}: {Times(formula.At(0.1) / 0.1)} and "
                + $"{Times(formula.At(0.2) / 0.2)} what calling at random finds.",
            GainChart.Draw(curves),
            new ChartTable(
                ["accounts called", .. curves.Select(curve => $"found by {curve.Name}"), "lift of this formula"],
                [
                    .. shares.Select(share =>
                        (ImmutableArray<string>)
                            [
                                Percents.Whole(share),
                                .. curves.Select(curve => Percents.Of(curve.At(share))),
                                Times(formula.At(share) / share),
                            ]
                    ),
                ]
            )
        )
        {
            Note = "held-out rows",
        };
    }

    /// <summary>AUC by block of time; null where the rows are undated or one block only.</summary>
    public static Chart? OverTime(ModelFigures figures)
    {
        var blocks = figures.Blocks;
        return blocks.Length < 2 || blocks.All(block => block.Auc is null)
            ? null
            : new Chart(
                "over-time",
                "Block by block of time",
                "Each block was scored by a formula of the rows before it. AUC: how often an account that left ranks "
                    + "below one that stayed; the dashed line at .5 is chance.",
                LineWithBand.Draw(
                    "AUC",
                    "as-of dates, first of each block",
                    [.. blocks.Select(block => new LinePoint($"{block.From:yyyy-MM}", block.Auc, null, null))],
                    against: 0.5,
                    auc => auc.ToString("0.00", CultureInfo.InvariantCulture)
                ),
                new ChartTable(
                    ["from", "to", "rows", "left", "AUC", "log-loss"],
                    [
                        .. blocks.Select(block =>
                            ImmutableArray.Create(
                                $"{block.From:yyyy-MM-dd}",
                                $"{block.To:yyyy-MM-dd}",
                                Counts.Of(block.Outcomes.Rows),
                                Counts.Of(block.Outcomes.Churned),
                                Figure(block.Auc),
                                Figure(block.LogLoss)
                            )
                        ),
                    ]
                )
            )
            {
                Note = "held-out rows",
            };
    }

    /// <summary>Wilson's interval of a share (1927): it stays within 0 and 1, and says something of 0 of 30.</summary>
    internal static (double Low, double High) Wilson(Outcomes outcomes)
    {
        var (n, p, z2) = ((double)outcomes.Rows, outcomes.Share ?? 0, Deviate95 * Deviate95);
        var middle = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Deviate95 / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    internal static string Figure(double? number) =>
        number?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "not known";

    private static string Times(double lift) => lift.ToString("0.0", CultureInfo.InvariantCulture) + " times";

    private static ImmutableArray<string> Row(string name, QualityFigures of) =>
        [
            name,
            Figure(of.Auc),
            of is { AucLow: { } low, AucHigh: { } high } ? $"{Figure(low)} to {Figure(high)}" : "not known",
            Figure(of.LogLoss),
            Figure(of.Ece),
            of.Slope?.ToString("0.00", CultureInfo.InvariantCulture) ?? "not known",
        ];

    private static ProbabilityFigures Together(ProbabilityFigures[] bins)
    {
        var rows = bins.Sum(bin => bin.Outcomes.Rows);
        return new ProbabilityFigures(
            new Outcomes(rows, bins.Sum(bin => bin.Outcomes.Churned)),
            bins.Sum(bin => bin.Outcomes.Rows * bin.Probability) / Math.Max(1, rows)
        );
    }

    private static ReliabilityPoint Point(ProbabilityFigures bin)
    {
        var (low, high) = Wilson(bin.Outcomes);
        return new ReliabilityPoint(bin.Probability, bin.Outcomes.Share ?? 0, low, high);
    }

    private static ImmutableArray<string> Cells(ProbabilityFigures bin, ReliabilityPoint point) =>
        [
            Percents.Of(point.Foretold),
            Percents.Of(point.Observed),
            $"{Percents.Of(point.Low)} to {Percents.Of(point.High)}",
            Counts.Of(bin.Outcomes.Rows),
            Counts.Of(bin.Outcomes.Churned),
        ];

    /// <summary>From the most endangered on.</summary>
    private static ImmutableArray<GainPoint> Curve(ImmutableArray<ProbabilityFigures> bins)
    {
        var (rows, churned) = (bins.Sum(bin => bin.Outcomes.Rows), bins.Sum(bin => bin.Outcomes.Churned));
        var points = ImmutableArray.CreateBuilder<GainPoint>(bins.Length + 1);
        points.Add(new GainPoint(0, 0));
        var (called, found) = (0, 0);
        foreach (var bin in bins.Reverse())
        {
            (called, found) = (called + bin.Outcomes.Rows, found + bin.Outcomes.Churned);
            points.Add(new GainPoint(called / (double)rows, found / (double)Math.Max(1, churned)));
        }

        return points.DrainToImmutable();
    }
}
