namespace HealthScore.Training.Fitting.Boosting;

/// <summary>
/// How the log-odds of churn may move along a factor's ordered bins: at and after the apex they may not fall where they
/// must rise. Falling = apex past the end, rising = apex before the start, valley (the middle is best) = in between.
/// </summary>
/// <param name="Apex">Bins below it may only fall towards it, bins above it may only rise; null where all is
/// free.</param>
internal readonly record struct CurveConstraint(int? Apex)
{
    public static CurveConstraint Free { get; } = new(null);

    /// <summary>More of the factor, less churn.</summary>
    public static CurveConstraint Falling { get; } = new(int.MaxValue);

    /// <summary>More of the factor, more churn.</summary>
    public static CurveConstraint Rising { get; } = new(-1);

    /// <summary>Whether the step from bin <paramref name="bin"/> to the next may be of this sign.</summary>
    public bool Allows(int bin, double step) => Apex is not { } apex || (bin < apex ? step <= 0 : step >= 0);
}
