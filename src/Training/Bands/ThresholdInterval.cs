using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Bands;

/// <summary>The health at which churn is as likely as a cut says, and how sure that is.</summary>
/// <param name="Health">In points, on the formula's scale; it may lie outside 0..100.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Its upper end.</param>
/// <remarks>
/// The cut itself is taken as given. The formula's tables are too: the interval is of the line from its health to
/// log-odds, as each group of accounts would move it.
/// </remarks>
public readonly record struct ThresholdInterval(double Health, double Low, double High)
{
    /// <summary>Null where the fit says nothing of its uncertainty.</summary>
    public static ThresholdInterval? Of(double cut, FittedFormula formula)
    {
        if (formula.Uncertainty is not { } uncertainty || cut is <= 0 or >= 1)
        {
            return null;
        }

        var logOdds = Logistic.Logit(cut);
        var health = (formula.Intercept - logOdds) / formula.Slope;
        var squares = 0.0;
        foreach (var line in uncertainty.Lines)
        {
            // To first order: a line that is nearly flat must not throw the threshold to infinity.
            var change = (line.Intercept - (health * line.Slope)) / formula.Slope;
            squares += change * change;
        }

        var half = ChurnInterval.Deviate95 * Math.Sqrt(squares / uncertainty.Lines.Length);
        return new ThresholdInterval(health, health - half, health + half);
    }
}
