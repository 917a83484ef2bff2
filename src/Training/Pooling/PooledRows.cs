using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Calibration;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling.Deviations;

namespace HealthScore.Training.Pooling;

/// <summary>Training rows as pooling sees them.</summary>
/// <param name="Curves">What they are described by.</param>
/// <param name="Churned">1 where the row churned.</param>
/// <param name="Units">The segment and stage of each row.</param>
internal sealed record PooledRows(PooledCurves Curves, byte[] Churned, PoolingUnits Units)
{
    public int Count => Churned.Length;

    /// <param name="table">The table.</param>
    /// <param name="rows">Rows of known outcome, in canonical order.</param>
    /// <param name="common">The common formula.</param>
    /// <param name="units">Of the same rows.</param>
    public static PooledRows Of(TrainingTable table, int[] rows, FittedFormula common, PoolingUnits units) =>
        new(
            PooledCurves.Of(table, rows, common),
            Array.ConvertAll(rows, row => (byte)(table.Outcomes[row] == Outcome.Churned ? 1 : 0)),
            units
        );

    /// <summary>Rows of a segment and stage.</summary>
    public int[] In(PooledCell cell) =>
        [.. Enumerable.Range(0, Count).Where(i => cell.Holds(Units.Cells[Units.CellOfRow[i]]))];

    /// <summary>The intercept at which some rows' mean probability is their share of churned ones.</summary>
    /// <param name="rows">Positions of the rows; both outcomes occur.</param>
    /// <param name="coefficients">Their multipliers from place 1 on.</param>
    /// <param name="ownCurves">What is added to the common curves.</param>
    public double Intercept(int[] rows, double[] coefficients, OwnCurve[] ownCurves) =>
        BaseRate.Intercept(
            Array.ConvertAll(
                rows,
                i => Curves.LogOdds(i, coefficients) - coefficients[0] + ownCurves.Sum(curve => curve.Of(this, i))
            ),
            Array.ConvertAll(rows, i => Churned[i])
        );

    /// <summary>What all intercepts must move by for the mean probability to be the share of churned rows.</summary>
    /// <param name="coefficients">By cell.</param>
    public double Shift(double[][] coefficients) =>
        BaseRate.Intercept([.. Enumerable.Range(0, Count).Select(i => LogOdds(i, coefficients))], Churned);

    /// <summary>By cell, gradient and information of the log-likelihood in the cell's coefficients.</summary>
    /// <param name="coefficients">By cell: the intercept, then a multiplier per single factor.</param>
    public CellSums[] Sums(double[][] coefficients)
    {
        var sums = Array.ConvertAll(coefficients, own => new CellSums(own.Length));
        var slopes = new double[Curves.Singles + 1];
        for (var i = 0; i < Count; i++)
        {
            var cell = Units.CellOfRow[i];
            Curves.Slopes(i, coefficients[cell], slopes);
            var p = Logistic.Sigmoid(LogOdds(i, coefficients));
            sums[cell].Add(slopes, Churned[i] - p, p * (1 - p));
        }

        return sums;
    }

    /// <inheritdoc cref="Sums"/>
    public double LogLikelihood(double[][] coefficients)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var logOdds = LogOdds(i, coefficients);
            sum += Logistic.Log(Math.Max(Logistic.Sigmoid(Churned[i] == 1 ? logOdds : -logOdds), double.Epsilon));
        }

        return sum;
    }

    public double LogOdds(int row, double[][] coefficients) => Curves.LogOdds(row, coefficients[Units.CellOfRow[row]]);
}

/// <summary>Sums over the rows of one cell.</summary>
internal sealed class CellSums(int size)
{
    /// <summary>Sum of residual times slope.</summary>
    public double[] Gradient { get; } = new double[size];

    /// <summary>Sum of p (1 - p) times the slopes' products; the lower half is filled.</summary>
    private readonly double[,] information = new double[size, size];

    public void Add(ReadOnlySpan<double> slopes, double residual, double weight)
    {
        for (var r = 0; r < slopes.Length; r++)
        {
            Gradient[r] += residual * slopes[r];
            var weighted = weight * slopes[r];
            for (var c = 0; c <= r; c++)
            {
                information[r, c] += weighted * slopes[c];
            }
        }
    }

    public double InformationAt(int r, int c) => r >= c ? information[r, c] : information[c, r];
}
