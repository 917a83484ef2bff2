using Wire = HealthScore.Api.V1;

namespace HealthScore.Serving.Services;

/// <summary>Core's enumerations as the wire's.</summary>
internal static class WireWords
{
    public static Wire.ScoreStatus Of(Core.Scoring.ScoreStatus status) => (Wire.ScoreStatus)((int)status + 1);

    /// <summary>No band is BAND_UNSPECIFIED.</summary>
    public static Wire.Band Of(Core.Formula.Band? band) => (Wire.Band)(band is { } known ? (int)known + 1 : 0);

    public static Wire.FactorKind Of(Core.Factors.FactorKind kind) => (Wire.FactorKind)((int)kind + 1);

    public static Wire.FactorDirection Of(Core.Factors.FactorDirection direction) =>
        (Wire.FactorDirection)((int)direction + 1);
}
