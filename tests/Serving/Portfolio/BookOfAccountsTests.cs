using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Portfolio;

namespace HealthScore.Serving.Tests.Portfolio;

/// <summary>
/// By hand: log-odds of churn = 2.5 - 0.075 x health; means tenure 25, contract 15, logins 12 points.
/// </summary>
public class BookOfAccountsTests
{
    private const double Close = 1e-9;

    private static readonly HealthModel Model = SmallModel.Make();

    [Fact]
    [Trait("Requirement", "003-10")]
    public void Accounts_are_added_up_by_band_with_their_value_and_what_is_expected_to_be_lost()
    {
        var book = Of([Weak("a", 1000), Strong("b", 3000), Strong("c", value: null)]);

        var (red, green) = (book.Bands[(int)Band.Red], book.Bands[(int)Band.Green]);
        Assert.Equal((3, 3, 2), (book.Accounts, book.Scored, book.Valued));
        Assert.Equal((1, 1000m), (red.Accounts, red.Value));
        Assert.Equal(0.6513548646660542, red.ExpectedChurned, Close);
        Assert.Equal(651.3548646660542, (double)red.ExpectedLoss, 1e-6);
        Assert.Equal((2, 3000m), (green.Accounts, green.Value));
        Assert.Equal(2 * 0.0066928509242848554, green.ExpectedChurned, Close);
        Assert.Equal(1.0 / 3, book.RedShare!.Value, Close);
    }

    [Fact]
    public void A_driver_is_what_would_not_be_lost_were_the_factor_at_its_mean()
    {
        var drivers = Of([Weak("a", 1000), Strong("b", 3000)]).Drivers;

        // Health 25: tenure is 5 points below its mean, contract 10, logins 12.
        Assert.Equal(["logins_28d", "contract", "tenure"], drivers.Select(driver => driver.Factor));
        Assert.Equal(0.2196748481, drivers[0].Churned, 1e-9);
        Assert.Equal(0.1825642380, drivers[1].Churned, 1e-9);
        Assert.Equal(0.0891783638, drivers[2].Churned, 1e-9);
        Assert.Equal(219.6748481, (double)drivers[0].Value, 1e-5);
        Assert.All(drivers, driver => Assert.Equal(1, driver.Accounts));
    }

    [Fact]
    public void A_factor_at_or_above_its_mean_saves_nothing() => Assert.Empty(Of([Strong("b", 3000)]).Drivers);

    [Fact]
    [Trait("Requirement", "000-26")]
    public void The_account_with_the_most_at_stake_comes_first_and_not_the_one_of_the_lowest_score()
    {
        var worst = Of([
            Weak("small", 10),
            Middle("large", 1_000_000),
            Weak("twin", 10),
            Strong("safe", 9_000_000),
        ]).Worst;

        // A yellow account of much value before red ones of little; ties by name; green is not at risk.
        Assert.Equal(["large", "small", "twin"], worst.Select(account => account.Snapshot.Account));
    }

    [Fact]
    public void Only_as_many_accounts_are_named_as_asked_for()
    {
        var accounts = Enumerable.Range(0, 100).Select(k => Weak($"{k:000}", k));

        var worst = BookOfAccounts.Of(accounts, Model, mostWorst: 3).Worst;

        Assert.Equal(["099", "098", "097"], worst.Select(account => account.Snapshot.Account));
    }

    [Fact]
    public void Where_no_value_is_known_the_likeliest_to_leave_comes_first()
    {
        var book = Of([Middle("m", value: null), Weak("w", value: null)]);

        Assert.False(book.HasValues);
        Assert.Equal(["w", "m"], book.Worst.Select(account => account.Snapshot.Account));
    }

    [Fact]
    public void Accounts_without_a_score_are_counted_apart()
    {
        var unmeasured = Account("u", 5, double.NaN, double.NaN, double.NaN);
        var leaving = Account("n", 5, 6, 0, 1, notice: new DateOnly(2026, 1, 1));

        var book = Of([unmeasured, leaving]);

        Assert.Equal((2, 0, 1, 1), (book.Accounts, book.Scored, book.Withheld, book.InNotice));
        Assert.Null(book.RedShare);
        Assert.Equal(new DateOnly(2026, 1, 31), book.To);
    }

    private static Book Of(BookAccount[] accounts) => BookOfAccounts.Of(accounts, Model, mostWorst: 10);

    /// <summary>Health 25: 20 + 5 + 0.</summary>
    internal static BookAccount Weak(string name, decimal? value) => Account(name, value, 6, 0, 1);

    /// <summary>Health 55: 20 + 30 + 5.0000001 for what was not measured.</summary>
    private static BookAccount Middle(string name, decimal? value) => Account(name, value, 6, 1, double.NaN);

    /// <summary>Health 100.</summary>
    private static BookAccount Strong(string name, decimal? value) => Account(name, value, 20, 2, 10);

    internal static BookAccount Account(
        string name,
        decimal? value,
        double tenure,
        double contract,
        double logins,
        DateOnly? notice = null
    )
    {
        var snapshot = new Snapshot
        {
            Account = name,
            AsOf = new DateOnly(2026, 1, 31),
            Value = value,
            Notice = notice,
            Values = [tenure, contract, logins, 0],
        };
        return new BookAccount(snapshot, HealthScorer.Score(snapshot, Model));
    }
}
