namespace HealthScore.Core.Formula;

/// <summary>
/// Which band an account is said to have moved to, so that noise about a threshold raises no alarm. For movement,
/// alerts and watching only: the served band is a function of one snapshot and knows no yesterday.
/// </summary>
public static class BandHysteresis
{
    /// <param name="held">The band last said.</param>
    /// <param name="before">Band and health of the snapshot before this one; null where this is the first.</param>
    /// <param name="now">Band and health of this snapshot.</param>
    /// <param name="yellow">The interval of the health at which yellow starts, in 10^-7 points; null where there is
    /// none.</param>
    /// <param name="green">The same for green.</param>
    /// <returns>
    /// The new band where health lies outside the interval of every threshold between the two bands, or where two
    /// snapshots in a row have it; else the band held.
    /// </returns>
    public static Band Settled(
        Band held,
        BandedHealth? before,
        BandedHealth now,
        HealthInterval? yellow,
        HealthInterval? green
    )
    {
        if (now.Band == held || before?.Band == now.Band)
        {
            return now.Band;
        }

        var crossed = now.Band < held ? now.Band : held;
        var last = now.Band < held ? held : now.Band;
        var isClear =
            (crossed > Band.Red || IsOutside(now.HealthPoints, yellow))
            && (last < Band.Green || IsOutside(now.HealthPoints, green));
        return isClear ? now.Band : held;
    }

    private static bool IsOutside(int health, HealthInterval? interval) =>
        interval is not { } given || health < given.Low || health > given.High;
}

/// <summary>What one snapshot said.</summary>
/// <param name="Band">Its band.</param>
/// <param name="HealthPoints">Its health, in 10^-7 points.</param>
public readonly record struct BandedHealth(Band Band, int HealthPoints);

/// <summary>Where a threshold may lie; both ends in 10^-7 points and part of it.</summary>
public readonly record struct HealthInterval(int Low, int High);
