using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Synthetic;
using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Tests.Synthetic;

/// <summary>The business that the generator's own acceptance tests look at: 6,000 accounts over 48 months.</summary>
public sealed class LargeBusiness
{
    public GeneratedData Data { get; } =
        DataGenerator.Generate(new GeneratorSettings(Accounts: 6_000, Months: 48, Seed: 1));
}

public class DataGeneratorTests(LargeBusiness business) : IClassFixture<LargeBusiness>
{
    private readonly GeneratedDecision[] all = [.. business.Data.Decisions];

    /// <summary>Yearly churn that is usual for each segment.</summary>
    [Theory]
    [InlineData("enterprise", 0.03, 0.07)]
    [InlineData("midmarket", 0.08, 0.12)]
    [InlineData("smb", 0.15, 0.25)]
    [InlineData("selfserve", 0.30, 0.50)]
    public void Churn_a_year_is_usual_for_its_segment(string segment, double least, double most)
    {
        var own = all.Where(d => d.Account.Segment == segment).ToArray();

        Assert.InRange(own.Count(d => d.Leaves) / own.Sum(d => d.Account.TermMonths / 12.0), least, most);
    }

    [Fact]
    public void Knowing_the_true_probability_gives_an_auc_of_82_to_90_and_equal_weights_are_at_least_3_below()
    {
        bool[] leaves = [.. all.Select(d => d.Leaves)];
        var table = Table();

        var oracle = Metrics.Of([.. all.Select(d => Logistic.Sigmoid(d.LogOdds))], leaves);
        var rows = Enumerable.Range(0, all.Length).ToArray();
        var equal = Metrics.Of(EqualWeights.Fit(table, [.. rows]).Probabilities(table, [.. rows]), leaves);

        Assert.InRange(oracle.Auc!.Value, 0.82, 0.90);
        Assert.InRange(equal.Auc!.Value, 0.75, oracle.Auc.Value - 0.03);
        Assert.InRange(1, oracle.CalibrationSlopeLow!.Value, oracle.CalibrationSlopeHigh!.Value);
    }

    /// <summary>
    /// Middle of the range that is typical of a healthy account; tenure follows from the months watched.
    /// </summary>
    [Theory]
    [InlineData("active_users_28d", 10, 500)]
    [InlineData("active_days_28d", 18, 28)]
    [InlineData("usage_trend_90d", -0.05, 0.1)]
    [InlineData("days_since_last_login", 0, 1)]
    [InlineData("license_utilization", 80, 100)]
    [InlineData("feature_depth_pct", 50, 100)]
    [InlineData("key_feature_adoption_pct", 60, 100)]
    [InlineData("key_feature_change", -0.22, 0.1)]
    [InlineData("exec_active_users", 1, 5)]
    [InlineData("onboarding_milestones_pct", 90, 100)]
    [InlineData("invited_seats_pct", 60, 100)]
    [InlineData("days_since_touch", 0, 30)]
    [InlineData("comms_response_rate", 40, 100)]
    [InlineData("email_open_rate", 20, 50)]
    [InlineData("marketing_event_touches_90d", 1, 5)]
    [InlineData("training_sessions_90d", 1, 5)]
    [InlineData("tickets_per_100_users_90d", 1, 15)]
    [InlineData("severe_ticket_share", 0, 15)]
    [InlineData("repeat_issue_rate", 0, 15)]
    [InlineData("open_bug_fr_backlog", 0, 2)]
    [InlineData("complaints_180d", 0, 0)]
    [InlineData("nps_latest", 0.3, 1)]
    [InlineData("csat_ces_90d", 4, 5)]
    [InlineData("referrals_12m", 1, 3)]
    [InlineData("csm_pulse", 4, 5)]
    [InlineData("relationship_quality", 4, 5)]
    [InlineData("outcome_attainment", 70, 100)]
    [InlineData("champion_strength", 0.5, 1)]
    [InlineData("payment_lateness", 0, 5)]
    [InlineData("plan_change_net_12m", 0, 0.1)]
    [InlineData("upsells_completed_24m", 1, 3)]
    public void The_median_of_a_factor_lies_in_its_typical_range(string factor, double from, double to)
    {
        double[] measured = [.. Measured(factor).Order()];

        Assert.InRange(measured[measured.Length / 2], from, to);
    }

    [Fact]
    public void Every_value_lies_in_its_declared_range_and_two_in_a_hundred_are_missing()
    {
        var missing = 0;
        foreach (var rule in GeneratedFiles.Configuration.Factors)
        {
            var measured = Measured(rule.Factor.Key);
            missing += all.Length - measured.Length;

            Assert.InRange(measured.Min(), rule.Factor.RangeFrom!.Value, rule.Factor.RangeTo!.Value);
            Assert.InRange(measured.Max(), rule.Factor.RangeFrom!.Value, rule.Factor.RangeTo!.Value);
            Assert.InRange(measured.Length / (double)all.Length, 0.97, 0.99);
        }

        Assert.InRange(missing / (35.0 * all.Length), 0.0195, 0.0205);
    }

    [Fact]
    public void A_raw_value_never_contradicts_its_goodness()
    {
        for (var j = 0; j < TrueWeights.Factors.Length; j++)
        {
            var direction = GeneratedFiles.Configuration.Factors[j].Factor.Direction;
            var own = all.Where(d => d.Account.Segment == "midmarket" && !double.IsNaN(d.Values[j]))
                .OrderBy(d => d.Goodness[j])
                .Select(d => d.Values[j])
                .ToArray();

            var rises = direction == FactorDirection.HigherIsBetter ? 1 : -1;

            Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(rises * (pair.Second - pair.First) >= 0));
        }
    }

    [Fact]
    public void An_outcome_that_takes_effect_after_the_last_month_is_unknown()
    {
        var last = all.Max(d => d.AsOf);

        Assert.All(all, d => Assert.Equal(d.RenewsOn > last, d.Churned is null));
        Assert.All(all.Where(d => d.Churned is not null), d => Assert.Equal(d.Leaves, d.Churned));
        Assert.Contains(all, d => d.Churned is null && d.Leaves);
    }

    [Fact]
    public void Nobody_decides_again_after_leaving_and_annual_contracts_decide_four_months_ahead()
    {
        foreach (var account in all.GroupBy(d => d.Account.Id))
        {
            Assert.DoesNotContain(account.SkipLast(1), d => d.Leaves);
            Assert.Equal(account.Count(), account.Select(d => d.AsOf).Distinct().Count());
        }

        Assert.All(
            all,
            d =>
                Assert.Equal(
                    d.Account.TermMonths > 1 ? 4 : 1,
                    ((d.RenewsOn.Year - d.AsOf.Year) * 12) + d.RenewsOn.Month - d.AsOf.Month
                )
        );
        Assert.All(all.Where(d => d.Account.TermMonths > 1), d => Assert.Equal("renewal_window", d.Stage));
        Assert.DoesNotContain(all, d => d.Account.TermMonths == 1 && d.Stage == "renewal_window");
    }

    [Fact]
    public void Segments_have_their_shares_and_terms()
    {
        var accounts = all.Select(d => d.Account).DistinctBy(a => a.Id).ToArray();

        Assert.InRange(Share(accounts, a => a.Segment == "midmarket"), 0.25, 0.31);
        Assert.InRange(Share(accounts, a => a.Segment == "smb"), 0.32, 0.38);
        Assert.InRange(Share([.. accounts.Where(a => a.Segment == "smb")], a => a.TermMonths == 12), 0.54, 0.64);
        Assert.InRange(Share(accounts, a => a.Parent is not null), 0.08, 0.12);
        Assert.All(accounts, a => Assert.Contains(a.TermMonths, new[] { 1, 12, 24 }));
    }

    [Fact]
    public void The_order_of_accounts_says_nothing_about_churn()
    {
        // Later rows of one account are the churned ones, so one row of each account: its last.
        var lasts = all.GroupBy(d => d.Account.Id).Select(g => g.Last()).ToArray();

        var part = Metrics.Of(
            [.. lasts.Select((_, place) => place / (double)lasts.Length)],
            [.. lasts.Select(d => d.Leaves)]
        );

        Assert.InRange(0.5, part.AucLow!.Value - 0.02, part.AucHigh!.Value + 0.02);
    }

    [Fact]
    public void Factors_correlate_as_their_loadings_say_and_their_matrix_is_positive_definite()
    {
        string[] relationship = ["days_since_touch", "comms_response_rate", "email_open_rate", "champion_strength"];
        string[] support = ["tickets_per_100_users_90d", "severe_ticket_share", "repeat_issue_rate"];
        var own = all.Where(d => d.Account.TermMonths == 12).ToArray();

        // Three months' mean: a latent varies by .252 + .483 x .897 = .685 of which all latents of an account share
        // .0625; with the loading .5 / .85, a factor's variance is .346 x .685 + .75 x .611 = .695.
        foreach (var (a, b) in relationship.SelectMany(a => relationship.Where(b => b != a).Select(b => (a, b))))
        {
            Assert.Equal(0.346 * 0.685 / 0.695, Correlation(own, a, b), 0.05);
        }

        foreach (var (a, b) in relationship.SelectMany(a => support.Select(b => (a, b))))
        {
            Assert.Equal(0.346 * 0.0625 / 0.695, Correlation(own, a, b), 0.05);
        }

        // Tenure and renewals come from one contract, and are no draws.
        string[] drawn = [.. TrueWeights.Factors.Except(["tenure_months", "renewals_completed"])];
        var matrix = Matrix<double>.Build.Dense(33, 33, (j, k) => Correlation(own, drawn[j], drawn[k]));
        Assert.True(matrix.Evd().EigenValues.Real().Minimum() > 0.05);
    }

    private static double Correlation(GeneratedDecision[] rows, string first, string second)
    {
        var (j, k) = (TrueWeights.Factors.IndexOf(first), TrueWeights.Factors.IndexOf(second));
        return MathNet.Numerics.Statistics.Correlation.Pearson(
            rows.Select(d => d.Goodness[j]),
            rows.Select(d => d.Goodness[k])
        );
    }

    private double[] Measured(string factor)
    {
        var j = TrueWeights.Factors.IndexOf(factor);
        return [.. all.Select(d => d.Values[j]).Where(value => !double.IsNaN(value))];
    }

    private TrainingTable Table() =>
        new()
        {
            Catalog = GeneratedFiles.Configuration.Catalog,
            RowCount = all.Length,
            Values =
            [
                .. Enumerable.Range(0, TrueWeights.Factors.Length).Select(j => all.Select(d => d.Values[j]).ToArray()),
            ],
            RowNumbers = [.. Enumerable.Range(1, all.Length)],
            Outcomes = [.. all.Select(d => d.Leaves ? Outcome.Churned : Outcome.Retained)],
        };

    private static double Share(GeneratedAccount[] accounts, Func<GeneratedAccount, bool> which) =>
        accounts.Count(which) / (double)accounts.Length;
}
