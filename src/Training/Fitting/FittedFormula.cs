using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Intervals;

namespace HealthScore.Training.Fitting;

/// <summary>
/// What one fit learned: the integer tables and the line from health to log-odds; empty where all was flat.
/// </summary>
public sealed record FittedFormula
{
    /// <summary>In catalog order; empty where no factor earned a weight.</summary>
    public required ImmutableArray<FormulaFactor> Factors { get; init; }

    public required ImmutableArray<LeftOutFactor> LeftOut { get; init; }

    public required double Intercept { get; init; }

    /// <summary>Log-odds of churn lost by one point of health.</summary>
    public required double Slope { get; init; }

    /// <summary>Log-odds of the training rows' base rate: what an empty formula answers.</summary>
    public required double PriorLogOdds { get; init; }

    public required int Rows { get; init; }

    public required int Churned { get; init; }

    /// <summary>Steps each bag took before its left-out rows stopped gaining.</summary>
    public required ImmutableArray<int> BoostingSteps { get; init; }

    /// <summary>What it might as well have been; null where that was not asked for.</summary>
    public FormulaUncertainty? Uncertainty { get; init; }

    public bool IsEmpty => Factors.IsEmpty;

    public string Segment { get; init; } = "all";

    public string Stage { get; init; } = "all";

    /// <summary>What it shares with the common formula.</summary>
    public SharedParts Shares { get; init; } = SharedParts.None;

    /// <summary>The formula with its bands.</summary>
    public HealthFormula With(BandThresholds bands) => With(bands, []);

    /// <summary>The formula with its bands, for every account and by context value.</summary>
    public HealthFormula With(BandThresholds bands, ImmutableArray<ContextBands> by) =>
        new(Factors, Intercept, Slope, bands)
        {
            BandsBy = by,
            LeftOut = LeftOut,
            Segment = Segment,
            Stage = Stage,
            Shares = Shares,
        };

    /// <summary>The same tables under another line: log-odds' = intercept + slope x log-odds.</summary>
    public FittedFormula Recalibrated(double intercept, double slope) =>
        this with
        {
            Intercept = intercept + (slope * Intercept),
            Slope = slope * Slope,
            Uncertainty = Uncertainty?.Recalibrated(slope),
        };

    /// <summary>Probability of churn of one row; the base rate where the formula is empty.</summary>
    /// <param name="values">Factor values in catalog order.</param>
    public double ChurnProbability(ReadOnlySpan<double> values) =>
        IsEmpty ? Logistic.Sigmoid(PriorLogOdds) : ProbabilityAt(HealthOf(values));

    /// <summary>Probability of churn at a health in 10^-7 points; the same operations as serving.</summary>
    public double ProbabilityAt(int healthPoints) =>
        Logistic.Sigmoid(Intercept - (Slope * (healthPoints / HealthFormula.UnitsPerPoint)));

    /// <summary>Health in 10^-7 points.</summary>
    public int HealthOf(ReadOnlySpan<double> values)
    {
        var health = 0;
        foreach (var factor in Factors.AsSpan())
        {
            health += factor.PointsOf(factor.EntryOf(values));
        }

        return health;
    }
}
