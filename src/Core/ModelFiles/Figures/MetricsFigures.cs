using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.ModelFiles.Figures;

/// <summary>What metrics.json says; members that are not there are passed over.</summary>
internal static class MetricsFigures
{
    public static ModelFigures Read(JsonPlace metrics, ModelFigures figures)
    {
        var evidence = metrics.Find("band_evidence");
        var spread = metrics.Find("spread");
        return figures with
        {
            HeldOut = metrics.Find("rows") is null ? null : OutcomesOf(metrics),
            PriorLogLoss = metrics.Find("prior_log_loss")?.Number(),
            Basis = metrics.Find("basis")?.Text(),
            Formula = Quality(metrics.Find("formula")),
            Challenger = Quality(metrics.Find("challenger")),
            EqualWeights = Quality(metrics.Find("equal_weights")),
            Bands = Bands(metrics.Find("bands")),
            EqualWeightsBands = Bands(metrics.Find("equal_weights_bands")),
            Blocks = Each(metrics.Find("blocks"), Block),
            Weights = Each(metrics.Find("weights"), Weight),
            Thresholds = Each(evidence?.Find("thresholds"), Threshold),
            Segments = Each(
                evidence?.Find("segments"),
                segment => new SegmentFigures(segment["segment"].Text(), Bands(segment.Find("bands")))
            ),
            BandFindings = Each(evidence?.Find("findings"), finding => finding.Text()),
            FormulaSpread = Each(spread?.Find("formula"), Probability),
            ChallengerSpread = Each(spread?.Find("challenger"), Probability),
            HealthSteps = spread?.Find("health") is { } health ? Steps(health) : [],
            LeftOutColumns = Each(
                metrics.Find("left_out_columns"),
                left => new ColumnLeftOut(left["column"].Text(), left["reason"].Text())
            ),
            Accepted = Each(metrics.Find("accepted"), accepted => accepted.Text()),
        };
    }

    /// <summary>Nothing for a list that is not there.</summary>
    internal static ImmutableArray<T> Each<T>(JsonPlace? list, Func<JsonPlace, T> read) =>
        list is { } there ? [.. there.Items().Select(read)] : [];

    /// <summary>Two lists of whole numbers side by side.</summary>
    internal static ImmutableArray<Outcomes> Steps(JsonPlace place)
    {
        int[] rows = [.. place["rows"].Items().Select(rows => rows.Whole())];
        int[] churned = [.. place["churned"].Items().Select(rows => rows.Whole())];
        return rows.Length == churned.Length
            ? [.. rows.Zip(churned, (one, other) => new Outcomes(one, other))]
            : throw place["churned"].Wrong($"{rows.Length} numbers, one for each of 'rows'");
    }

    private static Outcomes OutcomesOf(JsonPlace place) => new(place["rows"].Whole(), place["churned"].Whole());

    private static QualityFigures? Quality(JsonPlace? place) =>
        place is { } part
            ? new QualityFigures(
                part.Find("auc")?.Number(),
                part.Find("auc_low")?.Number(),
                part.Find("auc_high")?.Number(),
                part.Find("log_loss")?.Number(),
                part.Find("brier")?.Number(),
                part.Find("ece")?.Number(),
                part.Find("calibration_slope")?.Number(),
                part.Find("calibration_slope_low")?.Number(),
                part.Find("calibration_slope_high")?.Number()
            )
            : null;

    private static ImmutableArray<BandFigures> Bands(JsonPlace? list) =>
        Each(list, band => new BandFigures(BandOf(band["band"]), OutcomesOf(band)));

    private static BlockOfTime Block(JsonPlace block) =>
        new(
            block["from"].DayOrNull() ?? throw block["from"].Wrong("a date"),
            block["to"].DayOrNull() ?? throw block["to"].Wrong("a date"),
            OutcomesOf(block),
            block.Find("auc")?.Number(),
            block["log_loss"].Number()
        );

    private static WeightFigures Weight(JsonPlace weight) =>
        new(weight["factor"].Text(), weight["weight"].Number(), weight["low"].Number(), weight["high"].Number());

    private static ThresholdFigures Threshold(JsonPlace card) =>
        new(
            BandOf(card["starts"]),
            card["churn_probability"].Number(),
            card.Find("health")?.Number(),
            card.Find("low")?.Number(),
            card.Find("high")?.Number(),
            OutcomesOf(card),
            card["from"].DayOrNull(),
            card["to"].DayOrNull()
        );

    private static ProbabilityFigures Probability(JsonPlace bin) => new(OutcomesOf(bin), bin["probability"].Number());

    private static Band BandOf(JsonPlace place)
    {
        var word = place.Text();
        var bands = Enum.GetValues<Band>().Where(band => ScoreWords.Of(band) == word).ToArray();
        return bands.Length == 1 ? bands[0] : throw place.Wrong("red, yellow or green");
    }
}
