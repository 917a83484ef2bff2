using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>The path of a score: values to points, points to health, health to probability and band.</summary>
public static class HealthScorer
{
    /// <summary>The kernel: fills <paramref name="points"/> with what each factor adds and returns health.</summary>
    /// <param name="values">Factor values in catalog order (see <see cref="Snapshot.Values"/>).</param>
    /// <param name="formula">The formula of the account's segment and stage.</param>
    /// <param name="points">One entry per factor of the formula, in 10^-7 points.</param>
    /// <returns>Health in 10^-7 points, 0..10^9. Allocates nothing.</returns>
    public static int Score(ReadOnlySpan<double> values, HealthFormula formula, Span<int> points)
    {
        if (formula.Pairs.Length > 0)
        {
            return ScoreWithPairs(values, formula, points);
        }

        var health = 0;
        var factors = formula.Factors.AsSpan();
        for (var k = 0; k < factors.Length; k++)
        {
            var factor = factors[k];
            var added = factor.Entries[factor.RowBins.BinOf(values[factor.Index])];
            points[k] = added;
            health += added;
        }

        return health;
    }

    /// <summary>A pair's cell comes from the entries of its factors where these have been found already.</summary>
    private static int ScoreWithPairs(ReadOnlySpan<double> values, HealthFormula formula, Span<int> points)
    {
        var health = 0;
        var singles = formula.Factors.AsSpan(0, formula.SingleCount);
        Span<byte> entries = stackalloc byte[singles.Length];
        for (var k = 0; k < singles.Length; k++)
        {
            var factor = singles[k];
            var entry = factor.RowBins.BinOf(values[factor.Index]);
            entries[k] = (byte)entry;
            points[k] = factor.Entries[entry];
            health += points[k];
        }

        var pairs = formula.Factors.AsSpan(singles.Length..);
        for (var k = 0; k < pairs.Length; k++)
        {
            var added = pairs[k].Entries[formula.Pairs[k].CellOf(entries, values)];
            points[singles.Length + k] = added;
            health += added;
        }

        return health;
    }

    /// <summary>Log-odds of churn: a - b x (points / 1e7), in this order of operations.</summary>
    public static double LogOdds(int healthPoints, HealthFormula formula) =>
        formula.Intercept - (formula.Slope * (healthPoints / HealthFormula.UnitsPerPoint));

    /// <summary>Probability of churn within the horizon, 0..1.</summary>
    public static double ChurnProbability(int healthPoints, HealthFormula formula) =>
        Logistic.Sigmoid(LogOdds(healthPoints, formula));

    /// <summary>
    /// Share of the weight that was really measured, 0..1: measured best points over all best points.
    /// </summary>
    public static double Coverage(ReadOnlySpan<double> values, HealthFormula formula)
    {
        var measured = 0;
        foreach (var factor in formula.Factors.AsSpan())
        {
            measured += factor.MeasuredBest[factor.EntryOf(values)];
        }

        return measured / (double)HealthFormula.FullHealth;
    }

    /// <summary>Scores one account with the formula of its segment and stage.</summary>
    public static AccountHealth Score(Snapshot snapshot, HealthModel model)
    {
        var used = model.FormulaOf(snapshot);
        var formula = used.Formula;
        var coverage = Coverage(snapshot.Values, formula);
        var unscored = new AccountHealth
        {
            Account = snapshot.Account,
            AsOf = snapshot.AsOf,
            Segment = snapshot.Segment,
            Stage = snapshot.Stage,
            Status = ScoreStatus.Scored,
            Coverage = coverage,
            ModelVersion = model.Version,
            FormulaHash = used.Hash,
        };
        if (snapshot.Notice <= snapshot.AsOf)
        {
            return unscored with { Status = ScoreStatus.InNotice, Reasons = ["in_notice"] };
        }

        if (WithheldBecause(snapshot.Values, model, coverage) is { } reason)
        {
            return unscored with { Status = ScoreStatus.Withheld, Reasons = [reason] };
        }

        var contributions = Contributions(snapshot.Values, formula);
        var health = SumOf(contributions);
        return unscored with
        {
            Status = coverage < model.Rules.LowBelow ? ScoreStatus.LowConfidence : ScoreStatus.Scored,
            HealthPoints = health,
            Band = formula.Bands.BandOf(health),
            ChurnProbability = ChurnProbability(health, formula),
            ChallengerProbability = model.Challenger?.Probability(snapshot.Values),
            Interval = used.Replicates is { } replicates
                ? IntervalOf(contributions, health, formula, replicates)
                : null,
            Contributions = contributions,
            Pillars = PillarTotals(contributions, formula, model),
            Reasons = Explaining.Reasons.Of(contributions, formula),
        };
    }

    /// <summary>Why too little was measured for a score; null where enough was.</summary>
    /// <param name="values">Factor values in catalog order.</param>
    /// <param name="model">The model with its rules.</param>
    /// <param name="coverage">Share of the weight that was measured, 0..1.</param>
    public static string? WithheldBecause(ReadOnlySpan<double> values, HealthModel model, double coverage)
    {
        foreach (var pillar in model.Rules.RequiredPillars)
        {
            if (!IsMeasured(pillar, values, model))
            {
                return $"required_pillar:{pillar}";
            }
        }

        return coverage < model.Rules.WithholdBelow ? "coverage" : null;
    }

    private static bool IsMeasured(string pillar, ReadOnlySpan<double> values, HealthModel model)
    {
        var factors = model.Catalog.Factors.AsSpan();
        for (var j = 0; j < factors.Length; j++)
        {
            if (factors[j].Pillar == pillar && IsMeasured(values[j], factors[j].Kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A number may well be -1; an index of a level that is negative is a level never seen.</summary>
    private static bool IsMeasured(double value, FactorKind kind) =>
        kind == FactorKind.Numeric ? !double.IsNaN(value) : value >= 0;

    private static ChurnInterval IntervalOf(
        ImmutableArray<Contribution> contributions,
        int health,
        HealthFormula formula,
        FormulaReplicates replicates
    )
    {
        Span<int> entries = stackalloc int[contributions.Length];
        for (var k = 0; k < entries.Length; k++)
        {
            entries[k] = contributions[k].Entry;
        }

        return ChurnInterval.Of(entries, health, formula, formula.Bands, replicates);
    }

    private static int SumOf(ImmutableArray<Contribution> contributions)
    {
        var sum = 0;
        foreach (var contribution in contributions)
        {
            sum += contribution.Points;
        }

        return sum;
    }

    private static ImmutableArray<Contribution> Contributions(ReadOnlySpan<double> values, HealthFormula formula)
    {
        var contributions = ImmutableArray.CreateBuilder<Contribution>(formula.Factors.Length);
        foreach (var factor in formula.Factors)
        {
            var entry = factor.EntryOf(values);
            contributions.Add(
                new Contribution(
                    factor.Key,
                    entry,
                    factor.IsMeasured(entry),
                    factor.PointsOf(entry),
                    factor.Table.Mean,
                    factor.Weight,
                    factor.SubScoreOf(entry)
                )
            );
        }

        return contributions.MoveToImmutable();
    }

    /// <summary>In the order in which the formula's factors first name each pillar.</summary>
    private static ImmutableArray<PillarTotal> PillarTotals(
        ImmutableArray<Contribution> contributions,
        HealthFormula formula,
        HealthModel model
    )
    {
        var totals = ImmutableArray.CreateBuilder<PillarTotal>(4);
        for (var k = 0; k < contributions.Length; k++)
        {
            var factor = formula.Factors[k];
            var pillar = model.Catalog[factor.Index].Pillar;
            var at = 0;
            while (at < totals.Count && totals[at].Pillar != pillar)
            {
                at++;
            }

            if (at == totals.Count)
            {
                totals.Add(new PillarTotal(pillar, 0, 0));
            }

            var total = totals[at];
            totals[at] = total with
            {
                Points = total.Points + contributions[k].Points,
                BestPoints = total.BestPoints + factor.Table.Best,
            };
        }

        return totals.DrainToImmutable();
    }
}
