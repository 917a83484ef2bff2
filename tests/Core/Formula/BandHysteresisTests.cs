using HealthScore.Core.Formula;

namespace HealthScore.Core.Tests.Formula;

/// <summary>Yellow starts on 30 (28 to 32), green on 60 (57 to 63).</summary>
public class BandHysteresisTests
{
    private static readonly HealthInterval Yellow = new(280_000_000, 320_000_000);
    private static readonly HealthInterval Green = new(570_000_000, 630_000_000);
    private static readonly BandThresholds Bands = new(yellowFrom: 300_000_000, greenFrom: 600_000_000);

    [Theory]
    [InlineData(Band.Green, 580_000_000, Band.Green)] // a little under the threshold: noise
    [InlineData(Band.Green, 570_000_000, Band.Green)] // on the end of the interval is still inside
    [InlineData(Band.Green, 569_999_999, Band.Yellow)]
    [InlineData(Band.Yellow, 630_000_000, Band.Yellow)]
    [InlineData(Band.Yellow, 630_000_001, Band.Green)]
    [InlineData(Band.Red, 310_000_000, Band.Red)]
    [InlineData(Band.Red, 320_000_001, Band.Yellow)]
    [InlineData(Band.Yellow, 450_000_000, Band.Yellow)]
    [InlineData(Band.Green, 290_000_000, Band.Green)] // clear of green's threshold, not of yellow's
    [InlineData(Band.Green, 279_999_999, Band.Red)]
    public void A_band_changes_only_outside_the_interval_of_the_thresholds_it_crosses(
        Band held,
        int health,
        Band settled
    )
    {
        Assert.Equal(settled, BandHysteresis.Settled(held, before: null, At(health), Yellow, Green));
    }

    [Fact]
    public void Two_snapshots_in_a_row_change_a_band_that_one_does_not()
    {
        var first = BandHysteresis.Settled(Band.Green, At(700_000_000), At(590_000_000), Yellow, Green);
        var second = BandHysteresis.Settled(first, At(590_000_000), At(595_000_000), Yellow, Green);

        Assert.Equal(Band.Green, first);
        Assert.Equal(Band.Yellow, second);
    }

    [Fact]
    public void A_threshold_without_an_interval_is_crossed_at_once()
    {
        Assert.Equal(Band.Yellow, BandHysteresis.Settled(Band.Green, null, At(599_999_999), yellow: null, green: null));
    }

    private static BandedHealth At(int health) => new(Bands.BandOf(health), health);
}
