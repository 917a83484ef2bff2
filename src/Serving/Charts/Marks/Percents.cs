using System.Globalization;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>Shares as people read them.</summary>
public static class Percents
{
    /// <summary>"45 %", and where that would say nothing "0.4 %".</summary>
    public static string Whole(double share) =>
        (100 * share).ToString(share is > 0 and < 0.0095 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>"45.3 %".</summary>
    public static string Of(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
