using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Scoring;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Explaining.Gaps;

/// <summary>Why formula and challenger give one account different answers.</summary>
public static class AnswerGaps
{
    /// <param name="snapshot">The account.</param>
    /// <param name="model">Null is answered where it has no challenger.</param>
    /// <param name="seen">
    /// By factor of the catalog which values training saw; empty where that is not known: then only levels that the
    /// model does not know are unseen.
    /// </param>
    public static AnswerGap? Of(Snapshot snapshot, HealthModel model, ImmutableArray<SeenValues> seen) =>
        Of(snapshot.Values, model.FormulaOf(snapshot), model, seen);

    /// <summary>Of an account's values in catalog order, and the formula that scores them.</summary>
    public static AnswerGap? Of(
        ReadOnlySpan<double> values,
        FormulaInUse used,
        HealthModel model,
        ImmutableArray<SeenValues> seen
    )
    {
        if (model.Challenger is not { } challenger)
        {
            return null;
        }

        var (formula, trees) = (new double[values.Length], new double[values.Length]);
        var ours = FormulaLogOdds.Of(values, used.Formula, formula);
        var theirs = challenger.Explainer.Explain(values, trees);
        var isSeen = new bool[values.Length];
        for (var j = 0; j < isSeen.Length; j++)
        {
            isSeen[j] = IsSeen(values[j], model.Catalog[j], seen.IsEmpty ? null : seen[j]);
        }

        var factors = AnswerGap.FactorsOf(model.Catalog, formula, trees, isSeen);
        var drivers = AnswerGap.DriversOf(factors, theirs - ours.Whole);
        var treesBase = challenger.Explainer.BaseLogOdds;
        var together = theirs - treesBase - Alone(challenger, values) - ours.Together;
        var evidence = new GapEvidence(ours.Whole, theirs, together)
        {
            Interval = IntervalOf(values, used),
            DriversAreSeen = drivers.All(driver => driver.IsSeen),
            Common = CommonLogOdds(values, used.Formula, model),
        };
        return new AnswerGap
        {
            FormulaLogOdds = ours.Whole,
            TreesLogOdds = theirs,
            FormulaBase = ours.Base,
            TreesBase = treesBase,
            Together = together,
            Factors = factors,
            Drivers = drivers,
            Kind = evidence.Kind,
        };
    }

    private static bool IsSeen(double value, Factor factor, SeenValues? seen) =>
        seen?.Hold(value) ?? factor.Kind == FactorKind.Numeric || !(value < 0);

    private static double Alone(ChallengerModel challenger, ReadOnlySpan<double> values)
    {
        var effects = new double[values.Length];
        return challenger.LoneEffects.Of(values, effects);
    }

    private static ChurnInterval? IntervalOf(ReadOnlySpan<double> values, FormulaInUse used)
    {
        if (used.Replicates is not { } replicates)
        {
            return null;
        }

        var formula = used.Formula;
        Span<int> entries = stackalloc int[formula.Factors.Length];
        var health = 0;
        for (var k = 0; k < entries.Length; k++)
        {
            entries[k] = formula.Factors[k].EntryOf(values);
            health += formula.Factors[k].PointsOf(entries[k]);
        }

        return ChurnInterval.Of(entries, health, formula, formula.Bands, replicates);
    }

    /// <summary>Null where the formula of all accounts is the one that scored, or there is none.</summary>
    private static double? CommonLogOdds(ReadOnlySpan<double> values, HealthFormula used, HealthModel model)
    {
        var position = used.IsCommon ? -1 : model.FormulaFor("all", "all");
        return position < 0
            ? null
            : FormulaLogOdds.Of(values, model.Formulas[position], new double[values.Length]).Whole;
    }
}
