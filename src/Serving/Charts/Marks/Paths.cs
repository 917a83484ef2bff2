using System.Globalization;
using System.Text;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>Outlines as SVG writes them, to a tenth of a unit, the same bytes on every machine.</summary>
public static class Paths
{
    /// <summary>Nothing where it has no width or no height.</summary>
    public static string Box(double x, double y, double width, double height) =>
        width <= 0 || height <= 0 ? "" : $"M{At(x)} {At(y)}h{At(width)}v{At(height)}h{At(-width)}z";

    public static string Line(params ReadOnlySpan<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(At(x)).Append(' ').Append(At(y));
        }

        return path.ToString();
    }

    /// <summary>What lies between an upper and a lower line.</summary>
    public static string Between(ReadOnlySpan<(double X, double Y)> upper, ReadOnlySpan<(double X, double Y)> lower)
    {
        (double X, double Y)[] back = [.. lower];
        Array.Reverse(back);
        return upper.IsEmpty || lower.IsEmpty ? "" : Line([.. upper, .. back]) + "z";
    }

    public static string Dot(double x, double y, double radius) =>
        $"M{At(x - radius)} {At(y)}a{At(radius)} {At(radius)} 0 1 0 {At(2 * radius)} 0"
        + $"a{At(radius)} {At(radius)} 0 1 0 {At(-2 * radius)} 0z";

    /// <summary>Point up, about as large as a dot of that radius.</summary>
    public static string Triangle(double x, double y, double radius) =>
        Line(
            (x, y - (1.2 * radius)),
            (x + (1.2 * radius), y + (0.9 * radius)),
            (x - (1.2 * radius), y + (0.9 * radius))
        ) + "z";

    public static string Square(double x, double y, double radius) =>
        Box(x - (0.9 * radius), y - (0.9 * radius), 1.8 * radius, 1.8 * radius);

    /// <summary>A tenth of a unit; minus nought is nought.</summary>
    internal static string At(double number)
    {
        var rounded = Math.Round(number, 1, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
