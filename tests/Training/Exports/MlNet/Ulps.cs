namespace HealthScore.Training.Tests.Exports.MlNet;

internal static class Ulps
{
    /// <summary>How many doubles apart two positive numbers are.</summary>
    public static long Between(double one, double other) =>
        Math.Abs(BitConverter.DoubleToInt64Bits(one) - BitConverter.DoubleToInt64Bits(other));
}
