using HealthScore.Core.Formula;

namespace HealthScore.Training.Intervals;

/// <summary>Standard errors of a factor's points, measured from the factor's mean over the training rows.</summary>
public static class PointErrors
{
    /// <returns>By entry of the factor, in points; 0 where the entry is the mean by definition.</returns>
    public static double[] Of(FormulaUncertainty uncertainty, int factor)
    {
        var changes = uncertainty.Points[factor];
        var errors = new double[changes.Length / FormulaReplicates.Count];
        for (var e = 0; e < errors.Length; e++)
        {
            var squares = 0.0;
            foreach (var change in changes.AsSpan().Slice(e * FormulaReplicates.Count, FormulaReplicates.Count))
            {
                var points = change / HealthFormula.UnitsPerPoint;
                squares += points * points;
            }

            errors[e] = Math.Sqrt(squares / FormulaReplicates.Count);
        }

        return errors;
    }
}
