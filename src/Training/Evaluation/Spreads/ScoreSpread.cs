using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Evaluation.Spreads;

/// <summary>Held-out rows over the scale of health.</summary>
/// <param name="Rows">By step of <see cref="StepPoints"/> points from 0 on, rows of known outcome.</param>
/// <param name="Churned">Those that churned.</param>
public sealed record HealthSteps(ImmutableArray<int> Rows, ImmutableArray<int> Churned)
{
    public const int Count = 40;

    public const double StepPoints = 100.0 / Count;
}

/// <summary>How held-out rows spread over probability and health, and what became of them.</summary>
/// <param name="Formula">Twentieths of the rows by rising probability of churn, as the formula gave it.</param>
/// <param name="Challenger">The same of the challenger; empty where there is none.</param>
/// <param name="Health">
/// The formula's probabilities as health on the scale of the formula of all accounts, the one with published
/// thresholds: each fold's own scale differs a little. What lies beyond 0 or 100 stands in the first or last step.
/// </param>
public sealed record ScoreSpread(
    ImmutableArray<ProbabilityBin> Formula,
    ImmutableArray<ProbabilityBin> Challenger,
    HealthSteps? Health
)
{
    private const int Twentieths = 20;

    /// <param name="heldOut">Rows that none of the models saw.</param>
    /// <param name="common">The formula of all accounts as it will be served.</param>
    /// <param name="served">From held-out log-odds to those that are served.</param>
    public static ScoreSpread Of(CrossValidated heldOut, FittedFormula common, (double Intercept, double Slope) served)
    {
        var formula = Scores(heldOut, fold => fold.Probabilities);
        return new ScoreSpread(
            [.. EqualMassBins.Of(formula, Twentieths)],
            heldOut.Folds[0].Challenger is null
                ? []
                : [.. EqualMassBins.Of(Scores(heldOut, fold => fold.Challenger!), Twentieths)],
            common.IsEmpty ? null : OnHealth(formula, common, served)
        );
    }

    /// <summary>The step of a health, 0 to <see cref="HealthSteps.Count"/> - 1.</summary>
    internal static int StepOf(double health) =>
        health <= 0 ? 0
        : health >= 100 ? HealthSteps.Count - 1
        : (int)(health / HealthSteps.StepPoints);

    private static HealthSteps OnHealth(
        TiedScores scores,
        FittedFormula common,
        (double Intercept, double Slope) served
    )
    {
        var (rows, churned) = (new int[HealthSteps.Count], new int[HealthSteps.Count]);
        for (var k = 0; k < scores.Values.Length; k++)
        {
            var logOdds = served.Intercept + (served.Slope * Logistic.Logit(scores.Values[k]));
            var step = StepOf((common.Intercept - logOdds) / common.Slope);
            rows[step] += scores.Rows[k];
            churned[step] += scores.Churned[k];
        }

        return new HealthSteps([.. rows], [.. churned]);
    }

    private static TiedScores Scores(CrossValidated heldOut, Func<ScoredFold, double[]> of)
    {
        var (scores, churned) = (new List<double>(), new List<bool>());
        foreach (var fold in heldOut.Folds)
        {
            var probabilities = of(fold);
            for (var i = 0; i < fold.Fold.Test.Length; i++)
            {
                if (fold.Table.Outcomes[fold.Fold.Test[i]] is var outcome and not Outcome.Unknown)
                {
                    scores.Add(probabilities[i]);
                    churned.Add(outcome == Outcome.Churned);
                }
            }
        }

        return TiedScores.Of([.. scores], [.. churned]);
    }
}
