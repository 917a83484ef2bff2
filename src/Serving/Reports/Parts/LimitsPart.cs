using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>What the score is for, what it is not for, and what the figures cannot say.</summary>
public static class LimitsPart
{
    public static ImmutableArray<string> Of(ReportSource source) =>
        [
            $"The churn probability is the chance of leaving within {source.Model.HorizonDays} days, learned from "
                + $"{Counts.Of(source.Loaded.Created.Rows)} rows whose outcome is known"
                + $"{(source.Loaded.Created.DataTo is { } to ? $", the newest of {Day(to)}" : "")}. Customers unlike "
                + "those, new prices or a new market are outside what it has seen.",
            "It says who is likely to leave, not why they would and not what would keep them: a factor that goes with "
                + "leaving need not cause it. Moving a factor moves the score; whether it keeps the customer is for a "
                + "trial to show.",
            "Intervals say what other accounts in the training rows would have made of the formula. They do not cover "
                + "factors or bins chosen otherwise, or a future unlike the past.",
            $"An account of which less than {Percents.Whole(source.Model.Rules.WithholdBelow)} of the weight is "
                + $"measured "
                + $"gets no score; below {Percents.Whole(source.Model.Rules.LowBelow)} its score is marked as of low "
                + "confidence.",
            .. Pillars(source.Model.Rules),
            "Use it to decide whom to talk to first, with the reasons beside the score. Do not use it to rate the "
                + "people "
                + "who look after the accounts, or as the only ground for a decision that harms a customer.",
            Review(source),
            .. source.Figures.Accepted.IsEmpty
                ? []
                : (string[])
                    [
                        "Accepted at training in spite of a check or gate: "
                            + ReportLimits.Sentences(string.Join(", ", source.Figures.Accepted))
                            + ".",
                    ],
        ];

    private static IEnumerable<string> Pillars(ScoringRules rules) =>
        rules.RequiredPillars.IsEmpty
            ? []
            :
            [
                "An account with nothing measured of one of these pillars gets no score: "
                    + ReportLimits.Sentences(string.Join(", ", rules.RequiredPillars))
                    + ".",
            ];

    private static string Review(ReportSource source) =>
        (source.Model.Review.On, source.AsOf) switch
        {
            ({ } on, null) => $"Definition last reviewed on {Day(on)}.",
            (_, { } asOf) => ReviewText.Of(source.Model.Review, asOf),
            _ => ReviewText.Of(source.Model.Review, default),
        };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
