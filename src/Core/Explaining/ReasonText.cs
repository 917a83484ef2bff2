using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining;

/// <summary>A score's reasons with their codes, figures and sentences.</summary>
public static class ReasonText
{
    /// <summary>One for each of the score's reasons, in their order.</summary>
    /// <param name="snapshot">The account that was scored.</param>
    /// <param name="score">What was answered.</param>
    /// <param name="model">The model that answered.</param>
    public static ImmutableArray<ExplainedReason> Of(Snapshot snapshot, AccountHealth score, HealthModel model) =>
        [.. score.Reasons.Select(reason => Of(reason, snapshot, score, model))];

    private static ExplainedReason Of(string reason, Snapshot snapshot, AccountHealth score, HealthModel model)
    {
        var colon = reason.IndexOf(':');
        var (what, key) = colon < 0 ? (reason, reason) : (reason[..colon], reason[(colon + 1)..]);
        return what switch
        {
            "in_notice" => Plain(ReasonCodes.InNotice, reason),
            "coverage" => Plain(
                ReasonCodes.LittleCoverage,
                reason,
                ("coverage", Percent.Of(score.Coverage)),
                ("least", Percent.Of(model.Rules.WithholdBelow))
            ),
            "required_pillar" => Plain(ReasonCodes.PillarNotMeasured, reason, ("title", key)),
            "invalid" => Plain(ReasonCodes.InvalidValue, reason, ("title", FactorTitles.Of(key, model.Catalog))) with
            {
                Factor = key,
            },
            _ => OfFactor(reason, key, snapshot, score, model),
        };
    }

    private static ExplainedReason OfFactor(
        string reason,
        string key,
        Snapshot snapshot,
        AccountHealth score,
        HealthModel model
    )
    {
        var formula = model.FormulaOf(snapshot).Formula;
        var (part, contribution) = formula.Factors.Zip(score.Contributions).First(f => f.First.Key == key);
        var lost = contribution.MeanPoints - contribution.Points;
        var next =
            part.IsPair || !contribution.Measured
                ? null
                : new FactorStops(part.Index, formula, model.Catalog).NextBetter(snapshot.Values);
        var value = ValueText.Of(part, snapshot.Values, model.Catalog);
        var code = CodeOf(part, contribution, lost, next is not null);
        return Plain(
            code,
            reason,
            ("title", FactorTitles.Of(part, model.Catalog)),
            ("both", BinLabels.Named(part, model.Catalog, contribution.Entry)),
            ("value", value),
            ("points", PointsText.Fixed(contribution.Points, 2)),
            ("best", PointsText.Fixed(part.Table.Best, 2)),
            ("lost", PointsText.Fixed(lost, 2)),
            ("next", next?.Stop.Label ?? ""),
            ("gain", PointsText.Fixed(next?.Points ?? 0, 2))
        ) with
        {
            Factor = key,
            Value = value,
            Bin = BinLabels.Short(part, model.Catalog, contribution.Entry),
            PointsLost = lost,
            NextBin = next?.Stop.Label,
            PointsToNextBin = next?.Points,
        };
    }

    private static ReasonCode CodeOf(FormulaFactor part, Contribution contribution, int lost, bool hasNext) =>
        (contribution.Measured, part.IsMissing(contribution.Entry), lost > 0) switch
        {
            _ when part.IsPair => lost > 0 ? ReasonCodes.PairBelowAverage : ReasonCodes.PairAtAverage,
            (true, _, _) => hasNext ? ReasonCodes.BelowAverage : ReasonCodes.BelowAverageForGood,
            (false, true, true) => ReasonCodes.MissingBelowAverage,
            (false, true, false) => ReasonCodes.MissingAtAverage,
            (false, false, true) => ReasonCodes.UnknownBelowAverage,
            (false, false, false) => ReasonCodes.UnknownAtAverage,
        };

    private static ExplainedReason Plain(
        ReasonCode code,
        string reason,
        params ReadOnlySpan<(string Place, string Words)> said
    )
    {
        var pieces = code.Sentence.Split('{', '}');
        for (var place = 1; place < pieces.Length; place += 2)
        {
            foreach (var (name, words) in said)
            {
                if (name == code.Places[place / 2])
                {
                    pieces[place] = words;
                }
            }
        }

        return new ExplainedReason(code.Id, reason, string.Concat(pieces));
    }
}
