using System.Globalization;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>Shares for people to read: one decimal and a percent sign.</summary>
public static class Percent
{
    public static string Of(double share) => (share * 100).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
