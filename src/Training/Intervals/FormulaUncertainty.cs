using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Intervals;

/// <summary>
/// What a fitted formula might as well have been (<see cref="GroupJackknife"/>), on the formula's own scale.
/// </summary>
public sealed record FormulaUncertainty
{
    /// <summary>By alternative, what its intercept lies above the formula's, in log-odds.</summary>
    public required ImmutableArray<double> Intercepts { get; init; }

    /// <summary>By factor of the formula, entry by entry, all alternatives of each: as in replicates.json.</summary>
    public required ImmutableArray<ImmutableArray<int>> Points { get; init; }

    /// <summary>
    /// By alternative, the change to the line from the formula's health to log-odds that comes nearest to it: where on
    /// this scale churn is as likely as it says. Log-odds = Intercept + change - (Slope + change) x health.
    /// </summary>
    public required ImmutableArray<(double Intercept, double Slope)> Lines { get; init; }

    public FormulaReplicates On(HealthFormula formula) => new(formula, Intercepts, Points);

    /// <summary>Under another line, log-odds' = ... + slope x log-odds; changes in points stay what they are.</summary>
    public FormulaUncertainty Recalibrated(double slope) =>
        this with
        {
            Intercepts = [.. Intercepts.Select(change => slope * change)],
            Lines = [.. Lines.Select(line => (slope * line.Intercept, slope * line.Slope))],
        };

    /// <summary>
    /// Of a formula that has some of the factors, each times a multiplier that is taken as known; under another slope.
    /// </summary>
    /// <param name="multipliers">Position of each of its factors in this one's formula, and the multiplier.</param>
    /// <param name="slope">The other formula's slope over this one's.</param>
    internal FormulaUncertainty Times(IReadOnlyList<(int Factor, double Multiplier)> multipliers, double slope) =>
        this with
        {
            Points =
            [
                .. multipliers.Select(m =>
                    Points[m.Factor]
                        .Select(units =>
                            Math.Clamp(
                                units * m.Multiplier / slope,
                                -HealthFormula.FullHealth,
                                HealthFormula.FullHealth
                            )
                        )
                        .Select(units => (int)Math.Round(units))
                        .ToImmutableArray()
                ),
            ],
            Lines = [.. Lines.Select(line => (line.Intercept, slope * line.Slope))],
        };

    /// <param name="formula">The formula with its line.</param>
    /// <param name="terms">Its factors among the entries.</param>
    /// <param name="health">Of each training row, in 10^-7 points.</param>
    /// <param name="changes">By alternative, the change of log-odds by entry, the intercept's last.</param>
    internal static FormulaUncertainty Of(FittedFormula formula, FormulaTerms terms, int[] health, double[][] changes)
    {
        var offsets = terms.Data.Offsets();
        var centred = Array.ConvertAll(changes, change => Centred(change, terms.RowsByEntry, offsets));
        return new FormulaUncertainty
        {
            Intercepts = [.. centred.Select(change => change[^1])],
            Points = [.. terms.All.Select(term => PointsOf(term, offsets[term.Column], centred, formula.Slope))],
            Lines = LinesOf(formula, terms.Data, health, offsets, centred),
        };
    }

    /// <summary>
    /// Each factor's changes less their mean over the rows, which goes to the intercept; missing that no row showed
    /// is the mean itself.
    /// </summary>
    private static double[] Centred(double[] change, int[][] rows, int[] offsets)
    {
        var centred = change.ToArray();
        for (var j = 0; j < rows.Length; j++)
        {
            var of = centred.AsSpan(offsets[j]..offsets[j + 1]);
            var (sum, count) = (0.0, 0L);
            for (var e = 0; e < of.Length; e++)
            {
                sum += rows[j][e] * of[e];
                count += rows[j][e];
            }

            var mean = sum / count;
            for (var e = 0; e < of.Length; e++)
            {
                of[e] = rows[j][e] == 0 && e == of.Length - 1 ? 0 : of[e] - mean;
            }

            centred[^1] += mean;
        }

        return centred;
    }

    /// <summary>Less churn is more points; a level never seen stays at the mean.</summary>
    private static ImmutableArray<int> PointsOf(FormulaTerm term, int from, double[][] changes, double slope)
    {
        var points = ImmutableArray.CreateBuilder<int>(term.EntryOf.Length * changes.Length);
        foreach (var entry in term.EntryOf)
        {
            foreach (var change in changes)
            {
                var units = entry < 0 ? 0 : -change[from + entry] * HealthFormula.UnitsPerPoint / slope;
                points.Add((int)Math.Round(Math.Clamp(units, -HealthFormula.FullHealth, HealthFormula.FullHealth)));
            }
        }

        return points.MoveToImmutable();
    }

    /// <summary>
    /// The weighted least squares line through an alternative's changes, over health; weights p (1 - p).
    /// </summary>
    private static ImmutableArray<(double Intercept, double Slope)> LinesOf(
        FittedFormula formula,
        FormulaRows rows,
        int[] health,
        int[] offsets,
        double[][] changes
    )
    {
        // Sums of the weight, and of weight x health, by entry; the last is of all rows.
        var (weights, moments, squares) = (new double[offsets[^1] + 1], new double[offsets[^1] + 1], 0.0);
        for (var i = 0; i < health.Length; i++)
        {
            var p = formula.ProbabilityAt(health[i]);
            var (w, h) = (p * (1 - p), health[i] / HealthFormula.UnitsPerPoint);
            (weights[^1], moments[^1], squares) = (weights[^1] + w, moments[^1] + (w * h), squares + (w * h * h));
            for (var j = 0; j < rows.Entries.Length; j++)
            {
                weights[offsets[j] + rows.Entries[j][i]] += w;
                moments[offsets[j] + rows.Entries[j][i]] += w * h;
            }
        }

        var determinant = (weights[^1] * squares) - (moments[^1] * moments[^1]);
        return [.. changes.Select(Line)];

        (double Intercept, double Slope) Line(double[] change)
        {
            var (sum, moment) = (0.0, 0.0);
            for (var b = 0; b < change.Length; b++)
            {
                sum += change[b] * weights[b];
                moment += change[b] * moments[b];
            }

            return determinant > 0
                ? (
                    ((squares * sum) - (moments[^1] * moment)) / determinant,
                    ((moments[^1] * sum) - (weights[^1] * moment)) / determinant
                )
                : (sum / weights[^1], 0);
        }
    }
}
