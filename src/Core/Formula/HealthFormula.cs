using System.Collections.Immutable;
using HealthScore.Core.Factors;

namespace HealthScore.Core.Formula;

/// <summary>One factor's part of a formula.</summary>
/// <param name="Index">The factor's position in the catalog and in every vector of values.</param>
/// <param name="Key">The factor's key.</param>
/// <param name="Bins">How a value becomes an entry.</param>
/// <param name="Table">What each entry is worth.</param>
public sealed record FormulaFactor(int Index, string Key, FactorBins Bins, PointsTable Table)
{
    /// <summary>Points by entry: bins, missing, other, then 0 up to 16 entries. The kernel's table.</summary>
    internal readonly int[] Entries = Padded(Flatten(Bins, Table));

    /// <summary>Best points where an entry is measured, else 0: what coverage adds up.</summary>
    internal readonly int[] MeasuredBest = Padded([.. Enumerable.Repeat(Table.Best, Bins.BinCount)]);

    /// <summary>Share of the achievable points, 0..1; weights of a formula sum to 1.</summary>
    public double Weight => Table.Best / (double)HealthFormula.FullHealth;

    /// <summary>Points of an entry of <see cref="Bins"/> (its bins, missing, other), in 10^-7 points.</summary>
    public int PointsOf(int entry) =>
        entry < Bins.EntryCount
            ? Entries[entry]
            : throw new ArgumentOutOfRangeException(
                nameof(entry),
                entry,
                $"factor '{Key}' has {Bins.EntryCount} entries"
            );

    /// <summary>0..100: 100 x points / best points.</summary>
    public double SubScoreOf(int entry) => 100.0 * PointsOf(entry) / Table.Best;

    /// <summary>False for the missing entry and for a level never seen.</summary>
    public bool IsMeasured(int entry) => entry < Bins.BinCount;

    private static int[] Padded(int[] entries)
    {
        Array.Resize(ref entries, FactorBins.MaxEntries);
        return entries;
    }

    private static int[] Flatten(FactorBins bins, PointsTable table)
    {
        if (table.Bins.Length != bins.BinCount)
        {
            throw new ArgumentException($"{table.Bins.Length} points for {bins.BinCount} bins");
        }

        int[] entries =
            bins.OtherBin < 0 ? [.. table.Bins, table.Missing] : [.. table.Bins, table.Missing, table.Other];
        return entries.All(points => points >= 0) && table.Best > 0
            ? entries
            : throw new ArgumentException("points must be 0 or more and some must be above 0");
    }
}

/// <summary>A factor that earned no place in the formula, with the reason in a word or two.</summary>
public sealed record LeftOutFactor(string Factor, string Reason);

/// <summary>
/// Health = sum of points; log-odds of churn = Intercept - Slope x (points / 1e7), by definition.
/// Invariant: the best entries of all factors sum to exactly 10^9.
/// </summary>
public sealed class HealthFormula
{
    /// <summary>100 points in units of 10^-7.</summary>
    public const int FullHealth = 1_000_000_000;

    /// <summary>
    /// The flattest formula: below it two neighbouring scores would be nearer in log-odds than exp is exact, and more
    /// health could by a rounding mean more probability.
    /// </summary>
    public const double LeastSlope = 1e-6;

    /// <summary>Units of 10^-7 in one point.</summary>
    public const double UnitsPerPoint = 1e7;

    /// <exception cref="ArgumentException">
    /// Best points do not sum to 10^9, or a number is not finite, or the slope is under <see cref="LeastSlope"/>.
    /// </exception>
    public HealthFormula(ImmutableArray<FormulaFactor> factors, double intercept, double slope, BandThresholds bands)
    {
        var best = factors.Sum(f => (long)f.Table.Best);
        if (best != FullHealth)
        {
            throw new ArgumentException($"best points sum to {best}; expected {FullHealth}", nameof(factors));
        }

        if (!double.IsFinite(intercept) || !double.IsFinite(slope) || slope < LeastSlope)
        {
            throw new ArgumentException(
                $"log-odds {intercept} - {slope} x health: expected finite, slope {LeastSlope} or more"
            );
        }

        Factors = factors;
        Intercept = intercept;
        Slope = slope;
        Bands = bands;
    }

    public string Segment { get; init; } = "all";

    public string Stage { get; init; } = "all";

    /// <summary>In catalog order.</summary>
    public ImmutableArray<FormulaFactor> Factors { get; }

    public ImmutableArray<LeftOutFactor> LeftOut { get; init; } = [];

    public double Intercept { get; }

    /// <summary>Log-odds of churn lost by one point of health; <see cref="LeastSlope"/> or more.</summary>
    public double Slope { get; }

    public BandThresholds Bands { get; }
}
