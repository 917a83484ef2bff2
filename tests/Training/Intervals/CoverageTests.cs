using HealthScore.Bench.Fit.Coverage;

namespace HealthScore.Training.Tests.Intervals;

/// <summary>A small size of <c>./evidence coverage</c>; docs/coverage.md has the large one.</summary>
public class CoverageTests
{
    private const int Repeats = 40;

    /// <summary>Of 40 repeats 95 % hold the truth; fewer than 33 would be a chance of one in 10,000.</summary>
    [Fact]
    public void Intervals_hold_the_truth_about_as_often_as_they_say()
    {
        var intervals = CoverageStudy.Run(Repeats, threads: 2).ToDictionary(covered => covered.What);

        Assert.All(
            ["AUC", "calibration slope", "threshold 0.164", "threshold 0.05"],
            what => Assert.InRange(intervals[what].Share, 33.0 / Repeats, 1)
        );
        Assert.InRange(intervals["account probability"].Share, 0.90, 0.98);
        Assert.InRange(intervals["points"].Share, 0.88, 0.98);
        Assert.InRange(intervals["weights"].Share, 0.88, 0.99);
    }

    [Fact]
    public void A_study_gives_the_same_numbers_for_any_number_of_threads()
    {
        Assert.Equal(CoverageStudy.Run(3, threads: 1), CoverageStudy.Run(3, threads: 2));
    }
}
