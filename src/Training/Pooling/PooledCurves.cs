using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Pooling;

/// <summary>
/// The entries of the common formula as what rows are described by: log-odds of churn, centred on the rows. Single
/// factors come first and have a multiplier each; a pair has the smaller one of its parents', so that a curve which
/// keeps a direction only together with its pairs keeps it.
/// </summary>
/// <param name="Factors">Of the common formula.</param>
/// <param name="Values">By factor, by entry.</param>
/// <param name="Means">By factor, what was taken off to centre: mean log-odds of staying, the worst entry being
/// 0.</param>
/// <param name="Entries">By factor, the entry of each row.</param>
/// <param name="Parents">By pair, the places of its parents that are single factors here.</param>
internal sealed record PooledCurves(
    ImmutableArray<FormulaFactor> Factors,
    double[][] Values,
    double[] Means,
    byte[][] Entries,
    int[][] Parents
)
{
    /// <summary>Single factors.</summary>
    public int Singles => Factors.Length - Parents.Length;

    public static PooledCurves Of(TrainingTable table, int[] rows, FittedFormula common)
    {
        var factors = common.Factors;
        var unit = common.Slope / HealthFormula.UnitsPerPoint;
        byte[][] entries =
        [
            .. factors.Select(factor => Array.ConvertAll(rows, row => (byte)factor.EntryOf(table.Values, row))),
        ];
        double[] means =
        [
            .. factors.Select(
                (factor, f) => unit * entries[f].Sum(entry => (long)factor.PointsOf(entry)) / rows.Length
            ),
        ];
        double[][] values =
        [
            .. factors.Select(
                (factor, f) =>
                    Enumerable.Range(0, factor.EntryCount).Select(e => means[f] - (unit * factor.PointsOf(e))).ToArray()
            ),
        ];
        int[][] parents =
        [
            .. factors.Where(f => f.IsPair).Select(pair => new[] { PlaceOf(pair.Index), PlaceOf(pair.Column!.Index) }),
        ];
        return new PooledCurves(
            factors,
            values,
            means,
            entries,
            [.. parents.Select(p => p.Where(x => x > 0).ToArray())]
        );

        int PlaceOf(int index) =>
            1
            + Enumerable
                .Range(0, factors.Length)
                .FirstOrDefault(f => !factors[f].IsPair && factors[f].Index == index, -1);
    }

    /// <summary>All curves times <paramref name="scale"/>.</summary>
    public PooledCurves Times(double scale) =>
        this with
        {
            Values = Array.ConvertAll(Values, values => Array.ConvertAll(values, x => scale * x)),
        };

    /// <summary>
    /// The place whose multiplier a pair has; 0 where neither parent has one, and its multiplier is 1.
    /// </summary>
    public int PlaceOf(int pair, ReadOnlySpan<double> coefficients)
    {
        var least = 0;
        foreach (var place in Parents[pair])
        {
            least = least == 0 || coefficients[place] < coefficients[least] ? place : least;
        }

        return least;
    }

    /// <summary>Of a factor or pair.</summary>
    public double MultiplierOf(int factor, ReadOnlySpan<double> coefficients)
    {
        var place = factor < Singles ? factor + 1 : PlaceOf(factor - Singles, coefficients);
        return place == 0 ? 1 : coefficients[place];
    }

    public double LogOdds(int row, ReadOnlySpan<double> coefficients)
    {
        var logOdds = coefficients[0];
        for (var f = 0; f < Values.Length; f++)
        {
            logOdds += MultiplierOf(f, coefficients) * Values[f][Entries[f][row]];
        }

        return logOdds;
    }

    /// <summary>How the log-odds of a row move with each coefficient.</summary>
    public void Slopes(int row, ReadOnlySpan<double> coefficients, Span<double> slopes)
    {
        slopes[0] = 1;
        for (var f = 0; f < Singles; f++)
        {
            slopes[f + 1] = Values[f][Entries[f][row]];
        }

        for (var pair = 0; pair < Parents.Length; pair++)
        {
            var place = PlaceOf(pair, coefficients);
            slopes[place] += place == 0 ? 0 : Values[Singles + pair][Entries[Singles + pair][row]];
        }
    }
}
