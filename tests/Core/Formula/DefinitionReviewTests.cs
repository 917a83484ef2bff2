using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.Formula;

public class DefinitionReviewTests
{
    private static readonly DefinitionReview Review = new(new DateOnly(2026, 1, 1), EveryDays: 90);

    /// <summary>1 January + 90 days is 1 April: on it the review is not due, the day after it is.</summary>
    [Theory]
    [InlineData("2026-04-01", 90, false)]
    [InlineData("2026-04-02", 91, true)]
    [InlineData("2026-01-01", 0, false)]
    [InlineData("2025-12-31", 0, false)]
    [Trait("Requirement", "002-04")]
    public void A_review_is_due_once_it_is_older_than_its_days(string asOf, int age, bool isDue)
    {
        var day = DateOnly.Parse(asOf);

        Assert.Equal(age, Review.AgeInDays(day));
        Assert.Equal(isDue, Review.IsDue(day));
    }

    [Fact]
    [Trait("Requirement", "002-04")]
    public void A_definition_that_was_never_reviewed_has_no_age_and_is_due()
    {
        Assert.Null(DefinitionReview.None.AgeInDays(new DateOnly(2026, 1, 1)));
        Assert.True(DefinitionReview.None.IsDue(new DateOnly(2026, 1, 1)));
    }

    [Theory]
    [InlineData("2026-01-01", "Definition reviewed on 2026-01-01.")]
    [InlineData("2026-01-02", "Definition last reviewed on 2026-01-01, 1 day before 2026-01-02.")]
    [InlineData(
        "2026-04-02",
        "Definition last reviewed on 2026-01-01, 91 days before 2026-04-02: a review is due, every 90 days."
    )]
    public void Its_age_is_a_sentence(string asOf, string sentence) =>
        Assert.Equal(sentence, ReviewText.Of(Review, DateOnly.Parse(asOf)));

    [Fact]
    public void One_that_was_never_reviewed_says_what_to_do() =>
        Assert.StartsWith(
            "Definition never reviewed: a review is due.",
            ReviewText.Of(DefinitionReview.None, new DateOnly(2026, 1, 1))
        );

    [Fact]
    public void The_model_carries_it()
    {
        var read = FormulaJson.Read(FormulaJson.Write(SampleModel.Model with { Review = Review }));

        Assert.Equal(Review, read.Review);
    }
}
