using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Evaluation;

/// <summary>A factor's weight, how sure it is, and how sure its points are.</summary>
/// <param name="Factor">The factor's key.</param>
/// <param name="Weight">Share of the achievable points, 0..1.</param>
/// <param name="Low">Lower end of the 95 % interval, 0 or more.</param>
/// <param name="High">Its upper end, 1 or less.</param>
/// <param name="StandardError">On the scale of the weight.</param>
/// <param name="PointErrors">By entry, the standard error of its points from the factor's mean, in points.</param>
public sealed record WeightInterval(
    string Factor,
    double Weight,
    double Low,
    double High,
    double StandardError,
    ImmutableArray<double> PointErrors
)
{
    /// <summary>In the order of the formula; none where the fit says nothing of its uncertainty.</summary>
    public static ImmutableArray<WeightInterval> Of(FittedFormula formula)
    {
        if (formula.Uncertainty is not { } uncertainty)
        {
            return [];
        }

        double[][] ranges = [.. formula.Factors.Select((factor, k) => RangeChanges(factor, uncertainty.Points[k]))];
        return
        [
            .. formula.Factors.Select(
                (factor, k) =>
                {
                    var error = Error(factor.Weight, ranges[k], ranges);
                    var half = ChurnInterval.Deviate95 * error;
                    return new WeightInterval(
                        factor.Key,
                        factor.Weight,
                        Math.Max(0, factor.Weight - half),
                        Math.Min(1, factor.Weight + half),
                        error,
                        [.. Intervals.PointErrors.Of(uncertainty, k)]
                    );
                }
            ),
        ];
    }

    /// <summary>
    /// To first order: the weight is the factor's range over the sum of all ranges, which is 100 points.
    /// </summary>
    private static double Error(double weight, double[] range, double[][] ranges)
    {
        var squares = 0.0;
        for (var r = 0; r < range.Length; r++)
        {
            var change = (range[r] - (weight * ranges.Sum(of => of[r]))) / 100;
            squares += change * change;
        }

        return Math.Sqrt(squares / range.Length);
    }

    /// <summary>By alternative, what the best entry gains on the worst, in points.</summary>
    private static double[] RangeChanges(FormulaFactor factor, ImmutableArray<int> changes)
    {
        var learned =
            factor.IsPair ? factor.EntryCount
            : factor.Table.MissingLearned ? factor.Bins.BinCount + 1
            : factor.Bins.BinCount;
        var entries = Enumerable.Range(0, learned);
        var (best, worst) = (entries.MaxBy(factor.PointsOf), entries.MinBy(factor.PointsOf));
        return
        [
            .. Enumerable
                .Range(0, FormulaReplicates.Count)
                .Select(r => (ChangeOf(best, r) - ChangeOf(worst, r)) / HealthFormula.UnitsPerPoint),
        ];

        double ChangeOf(int entry, int r) => changes[(entry * FormulaReplicates.Count) + r];
    }
}
