using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Bands;

/// <summary>On what one threshold rests.</summary>
/// <param name="Starts">The band that starts on it: yellow or green.</param>
/// <param name="Cut">The churn probability that it stands for.</param>
/// <param name="Health">The health at which churn is as likely as the cut, in points; null outside 0..100.</param>
/// <param name="Low">Lower end of its 95 % interval, in points.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Rows">Training rows of known outcome.</param>
/// <param name="Churned">Those that churned.</param>
/// <param name="From">First as-of date of those rows; null where undated.</param>
/// <param name="To">Their last.</param>
public sealed record ThresholdCard(
    Band Starts,
    double Cut,
    double? Health,
    double? Low,
    double? High,
    int Rows,
    int Churned,
    DateOnly? From,
    DateOnly? To
);

/// <summary>Held-out rows of one segment by band.</summary>
public sealed record SegmentBands(string Segment, ImmutableArray<BandCount> Bands);

/// <summary>Where bands are cut, on what that rests, and what is wrong with it.</summary>
/// <param name="Cuts">As they will be served: one cut where two cannot be told apart.</param>
/// <param name="Cards">One a threshold, yellow first.</param>
/// <param name="Bands">Held-out rows by band, worst to best.</param>
/// <param name="Segments">The same by segment; empty where there is one only.</param>
/// <param name="Findings">Sentences: bands that were refused, churn that does not rise from green to red.</param>
public sealed record BandEvidence(
    BandCuts Cuts,
    ImmutableArray<ThresholdCard> Cards,
    ImmutableArray<BandCount> Bands,
    ImmutableArray<SegmentBands> Segments,
    ImmutableArray<string> Findings
)
{
    /// <summary>What the values of a context tell beside the formula; null where thresholds are everyone's.</summary>
    public ContextOffsets? Context => Cuts.Offsets;

    /// <summary>
    /// Three bands where the rows can tell red from yellow; where the intervals of the two thresholds overlap, two
    /// bands about the red cut, which is the one that decides who gets the costly action.
    /// </summary>
    public static BandEvidence Of(BandCuts cuts, FittedFormula formula, CrossValidated heldOut, DateOnly[]? asOf)
    {
        var (red, yellow) = (
            ThresholdInterval.Of(cuts.RedFrom, formula),
            ThresholdInterval.Of(cuts.YellowFrom, formula)
        );
        var refusal = Refusal(cuts, red, yellow);
        var served = refusal is null ? cuts : cuts with { YellowFrom = cuts.RedFrom };
        var bands = Counted(heldOut.Folds.SelectMany(fold => Banded(fold, refusal)));
        return new BandEvidence(
            served,
            [Card(Band.Yellow, cuts.RedFrom, red), Card(Band.Green, cuts.YellowFrom, yellow)],
            bands,
            BySegment(heldOut, refusal),
            [.. new[] { refusal, DoesNotRise(bands) }.OfType<string>()]
        );

        ThresholdCard Card(Band starts, double cut, ThresholdInterval? at) =>
            new(
                starts,
                cut,
                IsReachable(at) ? at!.Value.Health : null,
                IsReachable(at) ? at!.Value.Low : null,
                IsReachable(at) ? at!.Value.High : null,
                formula.Rows,
                formula.Churned,
                asOf?.Min(),
                asOf?.Max()
            );
    }

    /// <summary>Why two thresholds are not two; null where they are.</summary>
    private static string? Refusal(BandCuts cuts, ThresholdInterval? red, ThresholdInterval? yellow) =>
        cuts.YellowFrom < cuts.RedFrom
        && IsReachable(red)
        && IsReachable(yellow)
        && red!.Value.High >= yellow!.Value.Low
            ? "Red and yellow cannot be told apart on these rows: red ends at health "
                + $"{red.Value.Health:F1} ({red.Value.Low:F1} to {red.Value.High:F1}), green begins at "
                + $"{yellow.Value.Health:F1} ({yellow.Value.Low:F1} to {yellow.Value.High:F1}), and the two intervals "
                + "overlap. There are two bands, red and green, cut at the red threshold."
            : null;

    private static bool IsReachable(ThresholdInterval? at) => at is { Health: >= 0 and <= 100 };

    private static string? DoesNotRise(ImmutableArray<BandCount> bands)
    {
        BandCount[] held = [.. bands.Where(band => band.Rows > 0)];
        for (var k = 1; k < held.Length; k++)
        {
            if (held[k - 1].ChurnedShare <= held[k].ChurnedShare)
            {
                return "Held out, churn does not rise from green to yellow to red: "
                    + $"{Share(held[k - 1])} of {held[k - 1].Band.ToString().ToLowerInvariant()} left, "
                    + $"{Share(held[k])} of {held[k].Band.ToString().ToLowerInvariant()}.";
            }
        }

        return null;

        static string Share(BandCount band) => $"{100 * band.ChurnedShare:F1} %";
    }

    private static ImmutableArray<SegmentBands> BySegment(CrossValidated heldOut, string? refusal) =>
        heldOut.Folds.All(fold => fold.Table.Segments is null)
            ? []
            :
            [
                .. heldOut
                    .Folds.SelectMany(fold => Banded(fold, refusal))
                    .GroupBy(row => row.Segment, StringComparer.Ordinal)
                    .OrderBy(segment => segment.Key, StringComparer.Ordinal)
                    .Select(segment => new SegmentBands(segment.Key, Counted(segment))),
            ];

    private static IEnumerable<(string Segment, Band Band, bool Churned)> Banded(ScoredFold fold, string? refusal)
    {
        var cuts = refusal is null ? fold.Cuts : fold.Cuts with { YellowFrom = fold.Cuts.RedFrom };
        for (var i = 0; i < fold.Fold.Test.Length; i++)
        {
            var row = fold.Fold.Test[i];
            if (fold.Table.Outcomes[row] is var outcome and not Outcome.Unknown)
            {
                yield return (
                    fold.Table.Segments?[row] ?? "all",
                    cuts.BandOf(fold.Probabilities[i], fold.Table, row),
                    outcome == Outcome.Churned
                );
            }
        }
    }

    private static ImmutableArray<BandCount> Counted(IEnumerable<(string Segment, Band Band, bool Churned)> rows)
    {
        var (counts, churned) = (new int[3], new int[3]);
        foreach (var row in rows)
        {
            counts[(int)row.Band]++;
            churned[(int)row.Band] += row.Churned ? 1 : 0;
        }

        return [.. Enum.GetValues<Band>().Select(band => new BandCount(band, counts[(int)band], churned[(int)band]))];
    }
}
