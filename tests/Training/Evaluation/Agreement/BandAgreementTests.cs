using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation.Agreement;

namespace HealthScore.Training.Tests.Evaluation.Agreement;

public class BandAgreementTests
{
    /// <summary>
    /// Ten rows: four red and two green in both, one red by the formula and yellow by the challenger, one red and
    /// green, two yellow in both. Bands apart: 1 + 2 = 3 of 10. By chance, from 6 red, 2 yellow, 2 green and 4 red, 3
    /// yellow, 3 green: (6x3 + 6x3x2 + 2x4 + 2x3 + 2x4x2 + 2x3) / 10 = 9. Kappa = 1 - 3/9.
    /// </summary>
    [Fact]
    public void Kappa_is_what_is_left_of_the_disagreement_that_chance_would_give()
    {
        var bands = BandAgreement.Of(
            [.. Of(Band.Red, 6), .. Of(Band.Yellow, 2), .. Of(Band.Green, 2)],
            [.. Of(Band.Red, 4), Band.Yellow, Band.Green, .. Of(Band.Yellow, 2), .. Of(Band.Green, 2)]
        );

        Assert.Equal([4, 1, 1, 0, 2, 0, 0, 0, 2], bands.Counts);
        Assert.Equal(0.8, bands.SameShare!.Value, 1e-15);
        Assert.Equal(1 - (3 / 9.0), bands.WeightedKappa!.Value, 1e-15);
    }

    [Fact]
    public void Rows_all_in_one_band_tell_nothing_of_agreement_beyond_chance()
    {
        var bands = BandAgreement.Of([Band.Green, Band.Green], [Band.Green, Band.Green]);

        Assert.Equal(1.0, bands.SameShare);
        Assert.Null(bands.WeightedKappa);
        Assert.Null(BandAgreement.Of([], []).SameShare);
    }

    private static IEnumerable<Band> Of(Band band, int count) => Enumerable.Repeat(band, count);
}
