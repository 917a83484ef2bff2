using System.Collections.Immutable;
using static HealthScore.Training.Synthetic.Latent;
using static HealthScore.Training.Synthetic.ValueMaps;

namespace HealthScore.Training.Synthetic;

/// <summary>
/// The 35 core factors of a business with subscriptions. Medians lie in the range that is typical of a healthy account;
/// weights of 0 are vanity factors, put in on purpose, and tickets weigh slightly negative: silence is a bad sign.
/// </summary>
internal static class FactorRecipes
{
    private static readonly FactorSource Product = new("product events", "product", MaxAgeDays: 35);
    private static readonly FactorSource Contracts = new("contracts", "sales", MaxAgeDays: 35);
    private static readonly FactorSource Crm = new("crm", "success", MaxAgeDays: 90);
    private static readonly FactorSource Marketing = new("marketing", "marketing", MaxAgeDays: 90);
    private static readonly FactorSource Desk = new("ticket desk", "support", MaxAgeDays: 35);
    private static readonly FactorSource Surveys = new("surveys", "success", MaxAgeDays: 90);
    private static readonly FactorSource Ratings = new("csm ratings", "success", MaxAgeDays: 90);
    private static readonly FactorSource Billing = new("billing", "finance", MaxAgeDays: 35);

    public static ImmutableArray<FactorRecipe> All { get; } =
    [
        .. Usage(),
        .. Adoption(),
        .. Lifecycle(),
        .. Engagement(),
        .. Support(),
        .. Sentiment(),
        .. Relationships(),
        .. Money(),
    ];

    public static int IndexOf(string key)
    {
        for (var j = 0; j < All.Length; j++)
        {
            if (All[j].Key == key)
            {
                return j;
            }
        }

        throw new ArgumentException($"'{key}' is not one of the factors", nameof(key));
    }

    private static FactorRecipe[] Usage() =>
        [
            new FactorRecipe("active_users_28d", "Active users, last 28 days", "usage", "users", Product)
                .MovedBy(Value, 0.00)
                .Within(0, 100_000, Lognormal([220, 45, 14, 10], 0.6, 100_000, 0)),
            new FactorRecipe("active_days_28d", "Active days, last 28 days", "usage", "days", Product)
                .MovedBy(Value, 0.05)
                .Within(0, 28, Share([0.72, 0.70, 0.68, 0.66], 0.8, 28, 0)),
            new FactorRecipe("core_events_per_user", "Core events per user, last 28 days", "usage", "events", Product)
                .MovedBy(Value, 0.00)
                .Within(0, 10_000, Lognormal([60, 48, 36, 30], 0.5, 10_000, 0)),
            new FactorRecipe(
                "usage_trend_90d",
                "Usage trend, last 30 days against the 60 before",
                "usage",
                "log ratio",
                Product
            )
                .MovedBy(Value, 0.38)
                .AlsoBy(Service, 0.10)
                .Within(-5, 5, TwoSided(0.01, 0.20, 0.14)),
            new FactorRecipe("days_since_last_login", "Days since last login", "usage", "days", Product)
                .MovedBy(Value, 0.15)
                .LowIsGood()
                .Within(0, 3650, Lognormal([0.8, 0.9, 1, 1.2], 0.9, 365, 0)),
        ];

    private static FactorRecipe[] Adoption() =>
        [
            new FactorRecipe("license_utilization", "Licence utilisation", "adoption", "%", Product)
                .MovedBy(Value, 0.34)
                .AlsoBy(Commercial, 0.10)
                .Within(0, 120, Share([0.81, 0.82, 0.84, 0.86], 0.8, 100, 0)),
            new FactorRecipe("feature_depth_pct", "Entitled features used, last 90 days", "adoption", "%", Product)
                .MovedBy(Value, 0.08)
                .Within(0, 100, Share([0.55, 0.55, 0.57, 0.60], 0.7, 100, 0)),
            new FactorRecipe("key_feature_adoption_pct", "Key features adopted", "adoption", "%", Product)
                .MovedBy(Value, 0.25)
                .Within(0, 100, Share([0.66, 0.65, 0.64, 0.63], 0.8, 100, 0)),
            new FactorRecipe("key_feature_change", "Change of the worst key feature", "adoption", "log ratio", Product)
                .MovedBy(Value, 0.45)
                .AlsoBy(Service, 0.10)
                .Within(-10, 5, TwoSided(-0.06, 0.30, 0.16)),
            new FactorRecipe("exec_active_users", "Executives active, last 90 days", "adoption", "users", Product)
                .MovedBy(Relationship, 0.10)
                .Within(0, 1000, Poisson([2.2, 1.5, 1.2, 1.1])),
        ];

    private static FactorRecipe[] Lifecycle() =>
        [
            new FactorRecipe(
                "onboarding_milestones_pct",
                "Onboarding milestones done of those due",
                "lifecycle",
                "%",
                Product
            )
                .MovedBy(Onboarding, 0.12)
                .Within(0, 100, ShareOfTen([0.92, 0.92, 0.91, 0.91], 1.0)),
            new FactorRecipe("invited_seats_pct", "Seats invited", "lifecycle", "%", Product)
                .MovedBy(Onboarding, 0.06)
                .Within(0, 100, Share([0.70, 0.70, 0.72, 0.75], 0.8, 100, 0)),
            new FactorRecipe("tenure_months", "Months as a customer", "lifecycle", "months", Contracts)
                .MovedBy(Commercial, 0.08)
                .Within(0, 600, null)
                .FixedByTime(),
        ];

    private static FactorRecipe[] Engagement() =>
        [
            new FactorRecipe("days_since_touch", "Days since the last two-way contact", "engagement", "days", Crm)
                .MovedBy(Relationship, 0.15)
                .LowIsGood()
                .Within(0, 3650, Lognormal([12, 16, 22, 26], 0.7, 365, 0)),
            new FactorRecipe("comms_response_rate", "Surveys and mails answered, last 90 days", "engagement", "%", Crm)
                .MovedBy(Relationship, 0.10)
                .Within(0, 100, Share([0.52, 0.50, 0.46, 0.44], 0.7, 100, 0)),
            new FactorRecipe("email_open_rate", "Mails opened, last 90 days", "engagement", "%", Marketing)
                .MovedBy(Relationship, 0.00)
                .Within(0, 100, Share([0.36, 0.35, 0.33, 0.32], 0.5, 100, 0)),
            new FactorRecipe(
                "marketing_event_touches_90d",
                "Webinars, posts and events, last 90 days",
                "engagement",
                "touches",
                Marketing
            )
                .MovedBy(Relationship, 0.00)
                .Within(0, 1000, Poisson([2.4, 2.0, 1.7, 1.5])),
            new FactorRecipe("training_sessions_90d", "Training sessions, last 90 days", "engagement", "sessions", Desk)
                .MovedBy(Value, 0.00)
                .Within(0, 1000, Poisson([1.8, 1.5, 1.3, 1.2])),
        ];

    private static FactorRecipe[] Support() =>
        [
            new FactorRecipe(
                "tickets_per_100_users_90d",
                "Tickets per 100 users, last 90 days",
                "support",
                "tickets",
                Desk
            )
                .MovedBy(Service, -0.06)
                .MiddleIsGood()
                .Within(0, 1000, Poisson([5, 6, 7, 8])),
            new FactorRecipe("severe_ticket_share", "Urgent and high tickets, last 180 days", "support", "%", Desk)
                .MovedBy(Service, 0.20)
                .LowIsGood()
                .Within(0, 100, Share([0.09, 0.08, 0.07, 0.06], 0.9, 100, 0)),
            new FactorRecipe("repeat_issue_rate", "Repeated issues", "support", "%", Desk)
                .MovedBy(Service, 0.18)
                .LowIsGood()
                .Within(0, 100, Share([0.11, 0.11, 0.10, 0.10], 0.8, 100, 0)),
            new FactorRecipe(
                "open_bug_fr_backlog",
                "Open bugs and requests older than 30 days",
                "support",
                "weighted count",
                Desk
            )
                .MovedBy(Service, 0.08)
                .LowIsGood()
                .Within(0, 500, Lognormal([1.6, 1.3, 1.0, 0.8], 0.8, 500, 1)),
            new FactorRecipe("complaints_180d", "Complaints, last 180 days", "support", "complaints", Desk)
                .MovedBy(Service, 0.22)
                .LowIsGood()
                .Within(0, 1000, ZeroInflated([0.60, 0.65, 0.70, 0.75], 0.7)),
        ];

    private static FactorRecipe[] Sentiment() =>
        [
            new FactorRecipe("nps_latest", "Net promoter mean, latest", "sentiment", "-1..1", Surveys)
                .MovedBy(Service, 0.00)
                .AlsoBy(Value, 0.15)
                .Within(-1, 1, Between(-1, 1, [0.68, 0.68, 0.67, 0.66], 0.8, 2)),
            new FactorRecipe("csat_ces_90d", "Satisfaction and effort, last 90 days", "sentiment", "1..5", Surveys)
                .MovedBy(Service, 0.06)
                .AlsoBy(Relationship, 0.10)
                .Within(1, 5, Between(1, 5, [0.78, 0.78, 0.77, 0.77], 0.6, 1)),
            new FactorRecipe("referrals_12m", "Referrals, last 12 months", "sentiment", "referrals", Crm)
                .MovedBy(Relationship, 0.28)
                .Within(0, 1000, ZeroInflated([0.42, 0.44, 0.46, 0.48], 0.6)),
        ];

    private static FactorRecipe[] Relationships() =>
        [
            new FactorRecipe("csm_pulse", "Customer pulse", "relationship", "1..5", Ratings)
                .MovedBy(Relationship, 0.18)
                .AlsoBy(Value, 0.10)
                .RatedBy("customer pulse, version 1")
                .Within(1, 5, Rubric(0.04, 0.14, 0.40, 0.78)),
            new FactorRecipe("relationship_quality", "Relationship quality", "relationship", "1..5", Ratings)
                .MovedBy(Relationship, 0.15)
                .RatedBy("relationship quality, version 1")
                .Within(1, 5, Rubric(0.05, 0.18, 0.44, 0.80)),
            new FactorRecipe("outcome_attainment", "Goals attained", "relationship", "%", Ratings)
                .MovedBy(Value, 0.42)
                .AlsoBy(Service, 0.10)
                .RatedBy("outcome attainment, version 1")
                .Within(0, 100, Share([0.74, 0.74, 0.73, 0.72], 0.8, 100, 0)),
            new FactorRecipe("champion_strength", "Champion strength", "relationship", "0..1", Ratings)
                .MovedBy(Relationship, 0.45)
                .Within(0, 1, Share([0.68, 0.67, 0.66, 0.64], 0.8, 1, 2)),
        ];

    private static FactorRecipe[] Money() =>
        [
            new FactorRecipe("payment_lateness", "Days late in paying, last 180 days", "commercial", "days", Billing)
                .MovedBy(Commercial, 0.32)
                .LowIsGood()
                .Within(0, 3650, DaysLate([4, 4, 5, 6])),
            new FactorRecipe("plan_change_net_12m", "Plan change, last 12 months", "commercial", "log ratio", Billing)
                .MovedBy(Commercial, 0.25)
                .AlsoBy(Value, 0.10)
                .Within(-10, 10, MostlyUnchanged(0.18)),
            new FactorRecipe(
                "renewals_completed",
                "Renewals completed (monthly terms: by the year)",
                "commercial",
                "renewals",
                Contracts
            )
                .MovedBy(Commercial, 0.06)
                .Within(0, 100, null),
            new FactorRecipe("upsells_completed_24m", "Upsells won, last 24 months", "commercial", "upsells", Crm)
                .MovedBy(Commercial, 0.08)
                .Within(0, 100, ZeroInflated([0.40, 0.43, 0.46, 0.48], 0.5)),
            new FactorRecipe("upsell_opportunity_open", "Upsell asked for by the customer", "commercial", "0 or 1", Crm)
                .MovedBy(Commercial, 0.00)
                .Within(0, 1, Flag(0.25)),
        ];
}
