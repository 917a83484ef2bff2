using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>What a leader should take away, in sentences.</summary>
public static class SummaryPart
{
    private const int Heaviest = 3;

    public static ImmutableArray<string> Of(ReportSource source) =>
        [
            .. source.Book is { } book ? [BookPart.Target(book)] : (string[])[],
            .. Bands(source.Figures),
            .. Ranking(source.Figures),
            .. Weights(source),
            .. Trees(source.Figures),
        ];

    /// <summary>How a score is worked out, for anyone with a pencil.</summary>
    public static ImmutableArray<string> Steps(ReportSource source)
    {
        var formula = source.Common;
        return
        [
            "Look up each factor's value in its table below and note the points. Not measured has its own points.",
            "Add them up. The best values of all factors together make exactly 100 points: that sum is the health "
                + "score.",
            "On the scale from 1 to 10 it is 1 + 9 × health / 100.",
            $"The log-odds of leaving are {formula.Intercept.ToString("0.0000", CultureInfo.InvariantCulture)} − "
                + $"{formula.Slope.ToString("0.0000", CultureInfo.InvariantCulture)} × health (rounded here; "
                + $"formula.json "
                + "has every digit), and the churn probability is 1 / (1 + e^−log-odds).",
            $"Ten points more health multiply the odds of leaving by "
                + $"{Logistic.Exp(-10 * formula.Slope).ToString("0.00", CultureInfo.InvariantCulture)}.",
        ];
    }

    /// <summary>
    /// "Green: health 62 or more (churn probability 6.5 % or less)", best first, of the common formula.
    /// </summary>
    public static ImmutableArray<(Band Band, string Words)> Legend(ReportSource source)
    {
        Band[] bands = [Band.Green, Band.Yellow, Band.Red];
        return [.. bands.Zip(BandText.Of(source.Common), (band, words) => (band, Rounded(source, band) ?? words))];
    }

    /// <summary>
    /// The boosted trees beside the formula: how far they are apart and whether that is more than chance.
    /// </summary>
    public static ImmutableArray<string> Trees(ModelFigures figures)
    {
        if (figures is not { Formula: { } formula, Challenger: { } trees })
        {
            return [];
        }

        var gap = formula.Auc - trees.Auc;
        return
        [
            $"Boosted trees, which nobody can check by hand, reach an AUC of {AccuracyPart.Figure(trees.Auc)} on "
                + $"the same "
                + $"rows against {AccuracyPart.Figure(formula.Auc)} of this formula"
                + (gap is { } difference ? $": the formula is {Apart(difference)}." : "."),
        ];
    }

    private static string Apart(double difference) =>
        Math.Abs(difference) < 0.00005
            ? "as good"
            : Math.Abs(difference).ToString("0.0000", CultureInfo.InvariantCulture)
                + (difference > 0 ? " better" : " behind");

    /// <summary>Thresholds to two decimals, where there are three bands: all others are said in words.</summary>
    private static string? Rounded(ReportSource source, Band band)
    {
        var formula = source.Common;
        if (formula.Bands is not { GreenFrom: > 0 and var green, YellowFrom: > 0 and var yellow } || green == yellow)
        {
            return null;
        }

        var (from, to) = (At(green), At(yellow));
        return band switch
        {
            Band.Green => $"green: health {from} or more ({Churn(green)} or less)",
            Band.Yellow => $"yellow: health {to} to {from} ({Churn(green)} to {Churn(yellow)})",
            _ => $"red: health under {to} ({Churn(yellow)} or more)",
        };

        string Churn(int at) => $"churn probability {Percents.Of(HealthScorer.ChurnProbability(at, formula))}";
        static string At(int units) =>
            (units / HealthFormula.UnitsPerPoint).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Bands(ModelFigures figures)
    {
        var red = figures.Bands.FirstOrDefault(band => band.Band == Band.Red);
        var green = figures.Bands.FirstOrDefault(band => band.Band == Band.Green);
        if (red?.Outcomes.Share is { } left && green?.Outcomes.Share is { } stayed)
        {
            yield return $"Held out, of {Counts.Of(red.Outcomes.Rows)} accounts called red {Percents.Whole(left)} "
                + $"left; of "
                + $"{Counts.Of(green.Outcomes.Rows)} called green {Percents.Whole(stayed)}.";
        }
    }

    private static IEnumerable<string> Ranking(ModelFigures figures)
    {
        if (figures.Formula?.Auc is { } auc)
        {
            var interval = figures.Formula is { AucLow: { } low, AucHigh: { } high }
                ? $" (95 % interval {Percents.Whole(low)} to {Percents.Whole(high)})"
                : "";
            yield return "Of an account that left and one that stayed, the score ranked the one that left as worse in "
                + $"{Percents.Whole(auc)} of cases{interval}; half would be chance.";
        }
    }

    private static IEnumerable<string> Weights(ReportSource source)
    {
        var named = Titles
            .ByWeight(source.Common)
            .Take(Heaviest)
            .Select(factor => $"{Titles.Of(factor, source.Model)} ({Percents.Whole(factor.Weight)})");
        yield return $"What counts most: {string.Join(", ", named)}.";
    }
}
