using System.Globalization;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>Numbers of accounts and amounts of money as people read them.</summary>
public static class Counts
{
    /// <summary>"12,345"; "0.5" where it is no whole number.</summary>
    public static string Of(double count) => count.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>"12,345", "1.23 million", "4.56 billion".</summary>
    public static string Money(decimal amount) =>
        Math.Abs(amount) switch
        {
            >= 1_000_000_000 => (amount / 1_000_000_000).ToString("#,0.00", CultureInfo.InvariantCulture) + " billion",
            >= 1_000_000 => (amount / 1_000_000).ToString("0.00", CultureInfo.InvariantCulture) + " million",
            _ => amount.ToString("#,0", CultureInfo.InvariantCulture),
        };
}
