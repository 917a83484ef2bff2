using FsCheck.Xunit;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class PairedDifferenceTests
{
    private static readonly bool[] Churned = [true, true, false, false];
    private static readonly double[] First = [0.9, 0.4, 0.5, 0.1];
    private static readonly double[] Second = [0.9, 0.6, 0.5, 0.1];

    /// <summary>
    /// AUC 3/4 and 1. Components differ by 0, 1/2 over the churned and 1/2, 0 over the retained; both sample variances
    /// are 1/8, so the variance is 1/16 + 1/16 = 1/8.
    /// </summary>
    [Fact]
    public void The_paired_variance_of_the_AUC_is_DeLongs()
    {
        var difference = PairedDifference.OfAuc(First, Second, Churned, accounts: null)!;

        Assert.Equal((0.75, 1.0), (difference.First, difference.Second));
        Assert.Equal(0.25, difference.Difference);
        Assert.Equal(Math.Sqrt(0.125), difference.Error!.Value, 1e-15);
        Assert.Equal(0.25 - (1.959963984540054 * Math.Sqrt(0.125)), difference.Low!.Value, 1e-15);
        Assert.False(difference.IsClear);
    }

    /// <summary>
    /// By account the components' shares are -1/8, 1/8, 1/8, -1/8: rows 1 and 3 of one account cancel, rows 1 and 4
    /// add up to -1/4, their fellows to 1/4, and the variance is 2/1 x 2/16.
    /// </summary>
    [Theory]
    [InlineData(new[] { 0, 1, 0, 1 }, 0.0)]
    [InlineData(new[] { 0, 1, 1, 0 }, 0.5)]
    public void Rows_of_one_account_are_one_draw(int[] accounts, double error) =>
        Assert.Equal(error, PairedDifference.OfAuc(First, Second, Churned, accounts)!.Error!.Value, 1e-15);

    /// <summary>ln(.5/.8) = -.4700 and ln(.5/.6) = -.1823: mean -.3262, deviations of .1438, error .1438.</summary>
    [Fact]
    public void The_error_of_a_log_loss_difference_is_that_of_a_mean()
    {
        var difference = PairedDifference.OfLogLoss([0.5, 0.5], [0.8, 0.6], [true, true], accounts: null);

        Assert.Equal(-0.32616259, difference.Difference, 1e-8);
        Assert.Equal(0.14384104, difference.Error!.Value, 1e-8);
        Assert.True(difference.IsClear);
    }

    [Fact]
    public void Both_rows_of_one_account_leave_no_error_to_tell() =>
        Assert.Null(PairedDifference.OfLogLoss([0.5, 0.5], [0.8, 0.6], [true, true], [0, 0]).Error);

    [Fact]
    public void One_outcome_alone_has_no_AUC() =>
        Assert.Null(PairedDifference.OfAuc([0.5, 0.5], [0.8, 0.6], [true, true], accounts: null));

    /// <summary>Two folds, one as above and one without a difference: half the gap, and half its error.</summary>
    [Fact]
    public void Over_folds_the_gap_is_the_mean_and_its_variance_the_sum_by_the_square_of_their_number()
    {
        var same = new PairedRows(First, First, Churned);
        var better = new PairedRows(First, Second, Churned);

        var auc = PairedDifference.OfAuc([better, same])!;
        var logLoss = PairedDifference.OfLogLoss([better, same]);

        Assert.Equal((0.75, 0.875), (auc.First, auc.Second));
        Assert.Equal(Math.Sqrt(0.125) / 2, auc.Error!.Value, 1e-15);
        Assert.Equal(
            PairedDifference.OfLogLoss(First, Second, Churned, accounts: null).Difference / 2,
            logLoss.Difference,
            1e-15
        );
        Assert.Null(PairedDifference.OfAuc([better, new PairedRows([0.5], [0.4], [true])]));
    }

    /// <summary>
    /// Shares by row are -1/8, 1/8, 1/8, -1/8, halved over two folds; an account of two rows in the first and one with
    /// the same share in the second adds them: sums -3/16, 1/8, 1/16 and their like.
    /// </summary>
    [Fact]
    public void An_account_that_stands_in_two_folds_is_still_one_draw()
    {
        var one = new PairedRows(First, Second, Churned) { Accounts = [0, 1, 2, 3] };
        var other = one with { Accounts = [0, 4, 5, 6] };

        var difference = PairedDifference.OfAuc([one, other])!;

        // Sums by account in sixteenths: -2, 1, 1, -1, 1, 1, -1; squares 10; times 7/6.
        Assert.Equal(Math.Sqrt(7.0 / 6 * 10 / 256), difference.Error!.Value, 1e-15);
    }

    [Property(MaxTest = 100)]
    public void A_model_never_differs_from_itself_and_a_swap_turns_the_sign(int seed)
    {
        var random = new Random(seed);
        bool[] churned = [true, true, false, false, .. Enumerable.Range(0, 40).Select(_ => random.Next(3) == 0)];
        double[] one = [.. churned.Select(_ => random.Next(1, 20) / 20.0)];
        double[] two = [.. churned.Select(_ => random.Next(1, 20) / 20.0)];

        var same = PairedDifference.OfAuc(one, one, churned, accounts: null)!;
        var there = PairedDifference.OfAuc(one, two, churned, accounts: null)!;
        var back = PairedDifference.OfAuc(two, one, churned, accounts: null)!;

        Assert.Equal((0.0, 0.0), (same.Difference, same.Error!.Value));
        Assert.Equal(there.Difference, -back.Difference, 1e-15);
        Assert.Equal(there.Error!.Value, back.Error!.Value, 1e-15);
        Assert.Equal(Metrics.Of(two, churned).Auc!.Value, there.Second, 1e-15);
    }
}
