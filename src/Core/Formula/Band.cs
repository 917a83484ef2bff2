namespace HealthScore.Core.Formula;

/// <summary>Worst to best.</summary>
public enum Band
{
    Red,
    Yellow,
    Green,
}

/// <summary>
/// Health, in 10^-7 points, at which each band starts; a band starts <em>on</em> its threshold.
/// Null means that no health reaches the band, 0 that every health does.
/// </summary>
public sealed record BandThresholds
{
    /// <exception cref="ArgumentException">A threshold is outside 0..10^9, or yellow starts above green.</exception>
    public BandThresholds(int? yellowFrom, int? greenFrom)
    {
        if (yellowFrom is < 0 or > HealthFormula.FullHealth || greenFrom is < 0 or > HealthFormula.FullHealth)
        {
            throw new ArgumentException("a band starts within 0..100 points, or is not reachable (null)");
        }

        if ((yellowFrom ?? int.MaxValue) > (greenFrom ?? int.MaxValue))
        {
            throw new ArgumentException("yellow must not start above green");
        }

        YellowFrom = yellowFrom;
        GreenFrom = greenFrom;
    }

    public int? YellowFrom { get; }

    public int? GreenFrom { get; }

    public Band BandOf(int healthPoints) =>
        healthPoints >= GreenFrom ? Band.Green
        : healthPoints >= YellowFrom ? Band.Yellow
        : Band.Red;
}

/// <summary>Where bands begin for accounts of one context value, such as one industry.</summary>
/// <param name="Value">As the data write it.</param>
/// <param name="Bands">On the formula's own scale.</param>
public sealed record ContextBands(string Value, BandThresholds Bands);
