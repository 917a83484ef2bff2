using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Gaps;

/// <summary>
/// A formula's answer taken apart as the challenger's is: log-odds of churn above those of the average training row, a
/// factor at a time. A pair's share is split half and half between its factors (<see cref="PairSplit"/>).
/// </summary>
/// <param name="Base">Log-odds at the mean of every factor.</param>
/// <param name="Whole">Log-odds of the account.</param>
/// <param name="Together">What the pairs add to them above their means.</param>
public readonly record struct FormulaLogOdds(double Base, double Whole, double Together)
{
    /// <param name="values">Factor values in catalog order.</param>
    /// <param name="formula">The formula that scores them.</param>
    /// <param name="contributions">Receives one number a factor of the catalog, 0 where the formula lacks it.</param>
    public static FormulaLogOdds Of(ReadOnlySpan<double> values, HealthFormula formula, Span<double> contributions)
    {
        contributions.Clear();
        var (health, mean, together) = (0L, 0L, 0L);
        foreach (var factor in formula.Factors)
        {
            var points = factor.PointsOf(factor.EntryOf(values));
            var distance = points - factor.Table.Mean;
            (health, mean) = (health + points, mean + factor.Table.Mean);
            if (factor.Column is not { } column)
            {
                contributions[factor.Index] += distance;
                continue;
            }

            var shares = PairSplit.Of(distance);
            contributions[factor.Row.Index] += shares.Row;
            contributions[column.Index] += shares.Column;
            together += distance;
        }

        foreach (ref var contribution in contributions)
        {
            contribution = LessChurn(contribution, formula);
        }

        return new FormulaLogOdds(
            formula.Intercept + LessChurn(mean, formula),
            formula.Intercept + LessChurn(health, formula),
            LessChurn(together, formula)
        );
    }

    /// <summary>Points, in 10^-7, as the log-odds of churn they take away.</summary>
    private static double LessChurn(double points, HealthFormula formula) =>
        -(formula.Slope * (points / HealthFormula.UnitsPerPoint));
}
