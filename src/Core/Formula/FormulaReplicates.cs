using System.Collections.Immutable;

namespace HealthScore.Core.Formula;

/// <summary>
/// What one formula might as well have been, had other accounts been in the training rows: <see cref="Count"/>
/// alternatives, each as whole-point changes to every table and a change to the intercept. Their spread is the spread
/// of the formula itself; bins and chosen factors are held fixed.
/// </summary>
public sealed class FormulaReplicates
{
    /// <summary>Replicates of each formula: one per group of accounts.</summary>
    public const int Count = 50;

    /// <param name="formula">The formula they vary.</param>
    /// <param name="intercepts">By replicate, what its intercept lies above the formula's, in log-odds.</param>
    /// <param name="points">
    /// By factor of the formula, then entry by entry, what each replicate's points lie above the formula's, in 10^-7
    /// points: all replicates of the first entry, then of the second.
    /// </param>
    /// <exception cref="ArgumentException">The shape is not the formula's, or a number is not finite.</exception>
    public FormulaReplicates(
        HealthFormula formula,
        ImmutableArray<double> intercepts,
        ImmutableArray<ImmutableArray<int>> points
    )
    {
        if (intercepts.Length != Count || !intercepts.All(double.IsFinite))
        {
            throw new ArgumentException($"{Count} finite intercepts are expected", nameof(intercepts));
        }

        if (points.Length != formula.Factors.Length)
        {
            throw new ArgumentException(
                $"points of {points.Length} factors; expected {formula.Factors.Length}",
                nameof(points)
            );
        }

        for (var k = 0; k < points.Length; k++)
        {
            var expected = formula.Factors[k].EntryCount * Count;
            if (points[k].Length != expected)
            {
                throw new ArgumentException(
                    $"factor '{formula.Factors[k].Key}' has {points[k].Length} points; expected {expected}",
                    nameof(points)
                );
            }
        }

        Intercepts = intercepts;
        Points = points;
    }

    public ImmutableArray<double> Intercepts { get; }

    public ImmutableArray<ImmutableArray<int>> Points { get; }

    /// <summary>By entry of a factor the standard error of its points from the factor's mean, in points.</summary>
    /// <param name="factor">Position in the formula.</param>
    public double[] PointErrors(int factor)
    {
        var errors = new double[Points[factor].Length / Count];
        for (var entry = 0; entry < errors.Length; entry++)
        {
            var squares = 0.0;
            foreach (var change in Points[factor].AsSpan().Slice(entry * Count, Count))
            {
                var points = change / HealthFormula.UnitsPerPoint;
                squares += points * points;
            }

            errors[entry] = Math.Sqrt(squares / Count);
        }

        return errors;
    }

    /// <summary>What each replicate's log-odds of churn lie above the formula's, for one account.</summary>
    /// <param name="entries">The entry of each factor that the account's values fall in.</param>
    /// <param name="slope">The formula's slope.</param>
    /// <param name="changes">Receives <see cref="Count"/> differences of log-odds.</param>
    public void LogOddsChanges(ReadOnlySpan<int> entries, double slope, Span<double> changes)
    {
        Span<long> points = stackalloc long[Count];
        points.Clear();
        for (var k = 0; k < entries.Length; k++)
        {
            var added = Points[k].AsSpan().Slice(entries[k] * Count, Count);
            for (var r = 0; r < Count; r++)
            {
                points[r] += added[r];
            }
        }

        for (var r = 0; r < Count; r++)
        {
            changes[r] = Intercepts[r] - (slope * (points[r] / HealthFormula.UnitsPerPoint));
        }
    }
}
