using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining;

/// <summary>A reason as a sentence a person understands.</summary>
public static class ReasonText
{
    /// <summary>One sentence for each of the score's reasons, in their order.</summary>
    public static ImmutableArray<string> Of(AccountHealth score, HealthModel model) =>
        [.. score.Reasons.Select(reason => Of(reason, score, model))];

    private static string Of(string reason, AccountHealth score, HealthModel model)
    {
        var colon = reason.IndexOf(':');
        var (what, key) = colon < 0 ? (reason, reason) : (reason[..colon], reason[(colon + 1)..]);
        return what switch
        {
            "in_notice" => "No score: the customer has given notice.",
            "coverage" => $"No score: only {Percent.Of(score.Coverage)} of the weight was measured; "
                + $"{Percent.Of(model.Rules.WithholdBelow)} is the least.",
            "required_pillar" => $"No score: nothing of the required pillar '{key}' was measured.",
            "invalid" => $"No score: the value of {TitleOf(key, model)} is not valid.",
            _ when key.Contains(FormulaFactor.PairSign) => $"{OfPair(key, score, model)}: {Distance(key, score)}.",
            "missing" => $"{TitleOf(key, model)} was not measured: {Distance(key, score)}.",
            "unknown" => $"{TitleOf(key, model)} has a level never seen in training: {Distance(key, score)}.",
            _ => $"{TitleOf(key, model)}: {Distance(key, score)}.",
        };
    }

    /// <summary>"Service calls 4 or more × Day minutes under 160 gives 0.4 of 6.2 points".</summary>
    private static string OfPair(string key, AccountHealth score, HealthModel model)
    {
        var pair = model.Formulas[model.FormulaFor(score.Segment, score.Stage)].Factors.First(f => f.Key == key);
        var contribution = score.Contributions.First(c => c.Factor == key);
        return $"{BinLabels.Named(pair, model.Catalog, contribution.Entry)} gives "
            + $"{PointsText.Fixed(contribution.Points, 2)} of {PointsText.Fixed(pair.Table.Best, 2)} points";
    }

    private static string Distance(string key, AccountHealth score)
    {
        var contribution = score.Contributions.First(c => c.Factor == key);
        var lost = contribution.MeanPoints - contribution.Points;
        return lost > 0
            ? $"{PointsText.Fixed(lost, 2)} points below the average customer"
            : "it counts as the average customer";
    }

    private static string TitleOf(string key, HealthModel model) => FactorTitles.Of(key, model.Catalog);
}
