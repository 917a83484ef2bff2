using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>Where bands begin, in words.</summary>
public static class BandText
{
    /// <summary>One sentence a band, best first.</summary>
    public static ImmutableArray<string> Of(HealthFormula formula) =>
        [Green(formula), Yellow(formula), Red(formula.Bands)];

    /// <summary>One sentence a context value that has thresholds of its own, in their order.</summary>
    public static ImmutableArray<string> ByContext(HealthFormula formula) =>
        [
            .. formula.BandsBy.Select(own =>
                $"{own.Value}: green from {Threshold(own.Bands.GreenFrom)}, "
                + $"yellow from {Threshold(own.Bands.YellowFrom)}"
            ),
        ];

    /// <summary>"62.5", "not reachable" or "every health".</summary>
    public static string Threshold(int? from) =>
        from switch
        {
            null => "not reachable",
            0 => "every health",
            _ => PointsText.Exact(from.Value),
        };

    private static string Green(HealthFormula formula) =>
        formula.Bands.GreenFrom switch
        {
            null => "green: not reachable in this segment, even at health 100",
            0 => "green: every health",
            var from => $"green: health {PointsText.Exact(from.Value)} or more{Meaning(from.Value, formula)}",
        };

    private static string Yellow(HealthFormula formula) =>
        formula.Bands switch
        {
            { GreenFrom: 0 } => "yellow: no health, since every health is green",
            { YellowFrom: null } => "yellow: not reachable in this segment, even at health 100",
            { YellowFrom: 0, GreenFrom: null } => "yellow: every health",
            { YellowFrom: 0, GreenFrom: { } green } => $"yellow: health under {PointsText.Exact(green)}",
            { YellowFrom: { } yellow, GreenFrom: { } green } when yellow == green =>
                "yellow: no health, since green begins where red ends",
            { YellowFrom: { } yellow, GreenFrom: { } green } =>
                $"yellow: health {PointsText.Exact(yellow)} or more, under {PointsText.Exact(green)}"
                    + Meaning(yellow, formula),
            { YellowFrom: { } yellow } =>
                $"yellow: health {PointsText.Exact(yellow)} or more{Meaning(yellow, formula)}",
        };

    private static string Red(BandThresholds bands) =>
        (bands.YellowFrom ?? bands.GreenFrom) switch
        {
            null => "red: every health",
            0 => "red: no health, since every health is yellow or better",
            var from => $"red: health under {PointsText.Exact(from.Value)}",
        };

    private static string Meaning(int from, HealthFormula formula) =>
        $" (churn probability {Percent.Of(HealthScorer.ChurnProbability(from, formula))} or less)";
}
