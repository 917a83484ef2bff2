using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Bands;

/// <summary>Churned accounts that the red band did not hold, and how many it may miss of others like them.</summary>
/// <param name="Missed">Churned accounts whose newest row that churn followed was not red.</param>
/// <param name="Accounts">Churned accounts.</param>
/// <param name="Upper">Upper 95 % bound of the share missed.</param>
/// <param name="Most">What the configuration allows.</param>
public sealed record MissedShare(int Missed, int Accounts, double Upper, double Most);

/// <summary>A row that churn followed, and what a formula that never saw it said.</summary>
/// <param name="Account">Whose row it is.</param>
/// <param name="AsOf">Its day; the same for all where undated.</param>
/// <param name="Probability">Of churn, with the offset of its context value.</param>
public readonly record struct ChurnedRow(string Account, DateOnly AsOf, double Probability);

/// <summary>
/// The red cut that misses few of those who leave: the highest at which the one-sided upper 95 % bound of Clopper and
/// Pearson (1934), by account, of the share of churned accounts that are not red is at most the target.
/// </summary>
/// <remarks>
/// An account is judged by its newest row that churn followed. The share missed only rises with the cut, so walking up
/// from 0 until the bound is passed needs no allowance for having looked at many cuts (Bates, Angelopoulos, Lei, Malik
/// and Jordan 2021). The bound is passed at k of n missed where k or fewer are likelier than 5 % at the target.
/// </remarks>
public static class MissedChurn
{
    private const double Doubt = 0.05;

    /// <summary>Null where even a cut that misses nobody does not show it: too few churned.</summary>
    public static BandCuts? Cuts(MissedChurnRule rule, IEnumerable<ChurnedRow> rows)
    {
        double[] newest =
        [
            .. rows.GroupBy(row => row.Account, StringComparer.Ordinal)
                .Select(account =>
                {
                    var last = account.Max(row => row.AsOf);
                    return account.Where(row => row.AsOf == last).Min(row => row.Probability);
                })
                .Order(),
        ];
        var missed = -1;
        while (missed + 1 < newest.Length && AtMost(missed + 1, newest.Length, rule.Most) <= Doubt)
        {
            missed++;
        }

        if (missed < 0)
        {
            return null;
        }

        var red = newest[missed];
        missed = newest.Count(p => p < red);
        return new BandCuts(red, Math.Min(red, BandCuts.WorthActing(rule.Yellow)))
        {
            Missed = new MissedShare(missed, newest.Length, Upper(missed, newest.Length), rule.Most),
        };
    }

    /// <summary>The same from held-out rows.</summary>
    /// <param name="rule">The target.</param>
    /// <param name="heldOut">Rows scored by formulas that never saw them.</param>
    /// <param name="served">From a held-out probability to that of the formula that will be served.</param>
    /// <exception cref="DataException">No cut reaches the target.</exception>
    public static BandCuts HeldOut(MissedChurnRule rule, CrossValidated heldOut, Func<double, double> served)
    {
        ChurnedRow[] rows =
        [
            .. heldOut.Folds.SelectMany(fold =>
                Churned(
                    fold.Table,
                    fold.Fold.Test,
                    (i, row) => BandCuts.Shifted(served(fold.Probabilities[i]), fold.Cuts.Offsets, fold.Table, row)
                )
            ),
        ];
        return Cuts(rule, rows)
            ?? throw new DataException(
                DataProblem.Invalid,
                $"no red cut can be shown to miss at most {100 * rule.Most:0.##} % of churn: "
                    + $"{rows.Select(row => row.Account).Distinct(StringComparer.Ordinal).Count()} churned accounts "
                    + $"are held out, and {Needed(rule.Most)} are needed although none were missed. Raise 'most', or "
                    + "choose another rule of 'bands'."
            );
    }

    /// <summary>The rows that churn followed.</summary>
    /// <param name="table">Has them.</param>
    /// <param name="rows">Among these.</param>
    /// <param name="probability">By place in <paramref name="rows"/> and row.</param>
    internal static IEnumerable<ChurnedRow> Churned(
        TrainingTable table,
        IReadOnlyList<int> rows,
        Func<int, int, double> probability
    ) =>
        Enumerable
            .Range(0, rows.Count)
            .Where(i => table.Outcomes[rows[i]] == Outcome.Churned)
            .Select(i => new ChurnedRow(
                table.AccountOf(rows[i]),
                table.AsOf?[rows[i]] ?? default,
                probability(i, rows[i])
            ));

    /// <summary>The upper bound of Clopper and Pearson, one-sided 95 %; 1 where all were missed.</summary>
    public static double Upper(int missed, int accounts)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(missed, accounts, middle) > Doubt ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Chance of so many or fewer of all, each missed with the given share.</summary>
    internal static double AtMost(int missed, int all, double share)
    {
        if (missed >= all)
        {
            return 1;
        }

        var (perMissed, perFound) = (Logistic.Log(share), Logistic.Log(1 - share));
        var term = all * perFound;
        var sum = Logistic.Exp(term);
        for (var k = 1; k <= missed; k++)
        {
            term += Logistic.Log((all - k + 1) / (double)k) + perMissed - perFound;
            sum += Logistic.Exp(term);
        }

        return Math.Min(1, sum);
    }

    private static int Needed(double most) => (int)Math.Ceiling(Logistic.Log(Doubt) / Logistic.Log(1 - most));
}
