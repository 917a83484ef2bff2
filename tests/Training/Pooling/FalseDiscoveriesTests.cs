using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Tests.Pooling;

public class FalseDiscoveriesTests
{
    [Fact]
    public void A_chance_on_its_limit_is_believed_and_carries_the_smaller_ones_that_are_over_theirs()
    {
        // Limits .0125, .025, .0375, .05: the third is on its own, so the second is believed although over its limit.
        Assert.Equal([0, 1, 3], FalseDiscoveries.Believed([0.030, 0.0375, 0.2, 0.001], share: 0.05));
    }

    [Fact]
    public void Of_chances_over_all_limits_none_is_believed() =>
        Assert.Empty(FalseDiscoveries.Believed([0.0126, 0.0251, 0.0376, 0.0501], share: 0.05));

    [Fact]
    public void One_test_is_believed_on_the_share_itself()
    {
        Assert.Equal([0], FalseDiscoveries.Believed([0.05], share: 0.05));
        Assert.Empty(FalseDiscoveries.Believed([0.0500001], share: 0.05));
        Assert.Empty(FalseDiscoveries.Believed([], share: 0.05));
    }

    [Fact]
    public void Equal_chances_are_believed_together() =>
        Assert.Equal([0, 1, 2], FalseDiscoveries.Believed([0.05, 0.05, 0.05], share: 0.05));
}
