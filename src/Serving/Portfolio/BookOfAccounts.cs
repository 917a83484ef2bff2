using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Serving.Portfolio;

/// <summary>Adds accounts up, one pass over as many as there are.</summary>
public static class BookOfAccounts
{
    /// <param name="accounts">Each once, as it stands now.</param>
    /// <param name="model">The model that scored them.</param>
    /// <param name="mostWorst">Accounts named at most.</param>
    public static Book Of(IEnumerable<BookAccount> accounts, HealthModel model, int mostWorst)
    {
        var tally = new Tally(mostWorst);
        foreach (var account in accounts)
        {
            tally.Add(account, model.FormulaOf(account.Snapshot).Formula);
        }

        return tally.Book();
    }

    /// <summary>
    /// How much lower the churn probability were with a contribution at its mean; 0 where it is not below.
    /// </summary>
    internal static double Saved(int healthPoints, in Contribution contribution, HealthFormula formula)
    {
        var lost = contribution.MeanPoints - contribution.Points;
        return lost <= 0
            ? 0
            : HealthScorer.ChurnProbability(healthPoints, formula)
                - HealthScorer.ChurnProbability(Math.Min(HealthFormula.FullHealth, healthPoints + lost), formula);
    }

    private sealed class Tally(int mostWorst)
    {
        private readonly BandTotal[] bands =
        [
            .. Enum.GetValues<Band>().Select(band => new BandTotal(band, 0, 0, 0, 0)),
        ];
        private readonly Dictionary<string, Driver> drivers = new(StringComparer.Ordinal);
        private readonly PriorityQueue<BookAccount, (decimal, string)> worst = new(MostAtStakeLast);
        private int accounts;
        private int withheld;
        private int inNotice;
        private int valued;
        private DateOnly? from;
        private DateOnly? to;

        /// <summary>The first to go is the one with the least at stake.</summary>
        private static readonly Comparer<(decimal Stake, string Account)> MostAtStakeLast = Comparer<(
            decimal Stake,
            string Account
        )>.Create(
            (one, other) =>
                one.Stake != other.Stake
                    ? one.Stake.CompareTo(other.Stake)
                    : string.CompareOrdinal(other.Account, one.Account)
        );

        public void Add(BookAccount account, HealthFormula formula)
        {
            var (snapshot, health) = (account.Snapshot, account.Health);
            accounts++;
            valued += snapshot.Value is null ? 0 : 1;
            from = snapshot.AsOf < from || from is null ? snapshot.AsOf ?? from : from;
            to = snapshot.AsOf > to || to is null ? snapshot.AsOf ?? to : to;
            withheld += health.Status == ScoreStatus.Withheld ? 1 : 0;
            inNotice += health.Status == ScoreStatus.InNotice ? 1 : 0;
            if (health is not { HealthPoints: { } points, Band: { } band, ChurnProbability: { } churn })
            {
                return;
            }

            var total = bands[(int)band];
            bands[(int)band] = total with
            {
                Accounts = total.Accounts + 1,
                Value = total.Value + (snapshot.Value ?? 0),
                ExpectedChurned = total.ExpectedChurned + churn,
                ExpectedLoss = total.ExpectedLoss + (account.ExpectedLoss ?? 0),
            };
            AddDrivers(account, points, formula);
            if (band != Band.Green)
            {
                Remember(account, churn);
            }
        }

        public Book Book()
        {
            var remembered = new BookAccount[worst.Count];
            for (var k = remembered.Length - 1; k >= 0; k--)
            {
                remembered[k] = worst.Dequeue();
            }

            return new Book
            {
                Accounts = accounts,
                Withheld = withheld,
                InNotice = inNotice,
                Valued = valued,
                From = from,
                To = to,
                Bands = [.. bands],
                Drivers =
                [
                    .. drivers
                        .Values.OrderByDescending(driver => driver.Value)
                        .ThenByDescending(driver => driver.Churned)
                        .ThenBy(driver => driver.Factor, StringComparer.Ordinal),
                ],
                Worst = [.. remembered],
            };
        }

        private void AddDrivers(BookAccount account, int points, HealthFormula formula)
        {
            foreach (var contribution in account.Health.Contributions)
            {
                var saved = Saved(points, contribution, formula);
                if (saved > 0)
                {
                    var driver =
                        drivers.GetValueOrDefault(contribution.Factor) ?? new Driver(contribution.Factor, 0, 0, 0);
                    drivers[contribution.Factor] = driver with
                    {
                        Accounts = driver.Accounts + 1,
                        Churned = driver.Churned + saved,
                        Value = driver.Value + ((account.Snapshot.Value ?? 0) * (decimal)saved),
                    };
                }
            }
        }

        /// <summary>By what is expected to be lost; where values are not known by the churn probability.</summary>
        private void Remember(BookAccount account, double churn)
        {
            worst.Enqueue(account, (account.ExpectedLoss ?? (decimal)churn, account.Snapshot.Account));
            if (worst.Count > mostWorst)
            {
                worst.Dequeue();
            }
        }
    }
}
