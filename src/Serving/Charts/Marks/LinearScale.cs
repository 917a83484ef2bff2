namespace HealthScore.Serving.Charts.Marks;

/// <summary>From numbers to places along a line.</summary>
/// <param name="Low">The number that stands at <paramref name="From"/>.</param>
/// <param name="High">The number that stands at <paramref name="To"/>.</param>
/// <param name="From">A place.</param>
/// <param name="To">Another; it may lie before the first.</param>
public readonly record struct LinearScale(double Low, double High, double From, double To)
{
    /// <summary>With all ticks on it.</summary>
    public static LinearScale Over(ReadOnlySpan<double> ticks, double from, double to) =>
        new(ticks[0], ticks[^1], from, to);

    /// <summary>Beyond the ends it stays at the nearer one.</summary>
    public double At(double number) =>
        High <= Low ? From : From + ((Math.Clamp(number, Low, High) - Low) / (High - Low) * (To - From));
}
