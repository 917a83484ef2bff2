using System.Globalization;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining;

/// <summary>How old a definition is, in a sentence.</summary>
public static class ReviewText
{
    /// <summary>
    /// "Definition last reviewed on 2025-09-30, 274 days before 2026-07-01: a review is due, every 180 days."
    /// </summary>
    public static string Of(DefinitionReview review, DateOnly asOf) =>
        review switch
        {
            { On: null } => "Definition never reviewed: a review is due. Look at it with those who use the score, and "
                + "give 'reviewed' its date in the configuration.",
            { On: { } on } when review.AgeInDays(asOf) is 0 => $"Definition reviewed on {Day(on)}.",
            { On: { } on } => $"Definition last reviewed on {Day(on)}, {Days(review.AgeInDays(asOf)!.Value)} before "
                + $"{Day(asOf)}"
                + (review.IsDue(asOf) ? $": a review is due, every {Days(review.EveryDays)}." : "."),
        };

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
