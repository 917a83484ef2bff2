using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Spreads;

namespace HealthScore.Training.Tests.Evaluation.Spreads;

public class EqualMassBinsTests
{
    [Fact]
    public void Rows_stand_in_bins_of_equal_size_by_rising_probability()
    {
        var scores = TiedScores.Of([0.4, 0.1, 0.3, 0.2], [true, false, false, false]);

        var bins = EqualMassBins.Of(scores, 2);

        Assert.Equal(2, bins.Length);
        Assert.Equal((2, 0), (bins[0].Rows, bins[0].Churned));
        Assert.Equal((2, 1), (bins[1].Rows, bins[1].Churned));
        Assert.Equal(0.15, bins[0].Probability, 1e-15);
        Assert.Equal(0.35, bins[1].Probability, 1e-15);
    }

    [Fact]
    public void A_tie_is_never_split_and_an_empty_bin_is_left_out()
    {
        // Ranks 1 to 5 of six rows tie: their middle lies in the second of three bins; the first is empty.
        var scores = TiedScores.Of([0.2, 0.2, 0.2, 0.2, 0.2, 0.9], [true, false, false, false, false, true]);

        var bins = EqualMassBins.Of(scores, 3);

        Assert.Equal([new ProbabilityBin(5, 1, 0.2), new ProbabilityBin(1, 1, 0.9)], bins);
    }
}
