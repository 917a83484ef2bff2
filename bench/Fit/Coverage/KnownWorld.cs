using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Synthetic;

namespace HealthScore.Bench.Fit.Coverage;

/// <summary>
/// Customers whose chance of leaving is known: additive in the cells of eight factors, which hang together.
/// </summary>
/// <remarks>
/// Half of the factors have a declared direction. "seats" is flat along part of its range, so that its points press on
/// their bounds; "noise" and "idle" mean nothing, the second with a declared direction; "nps" is missing for one in
/// eight.
/// </remarks>
internal static class KnownWorld
{
    private const double Base = -2.2;
    private const double Shared = 0.6;
    private const double MissingShare = 0.125;
    private const int Nps = 4;

    private static readonly ImmutableArray<(string Key, FactorDirection Direction, double[] Curve)> Truth =
    [
        ("tenure", FactorDirection.HigherIsBetter, [0.9, 0.4, 0.0, -0.3, -0.5, -0.8]),
        ("logins", FactorDirection.HigherIsBetter, [0.7, 0.5, 0.1, -0.2, -0.6]),
        ("seats", FactorDirection.HigherIsBetter, [0.3, 0.3, 0.0, 0.0, 0.0, -0.2]),
        ("tickets", FactorDirection.Learn, [0.1, -0.2, -0.1, 0.5]),
        ("nps", FactorDirection.Learn, [0.5, 0.2, 0.0, -0.2, -0.4, 0.3]),
        ("price", FactorDirection.Learn, [-0.4, -0.1, 0.0, 0.1, 0.1, 0.2, 0.4]),
        ("noise", FactorDirection.Learn, [0.0, 0.0, 0.0, 0.0, 0.0]),
        ("idle", FactorDirection.LowerIsBetter, [0.0, 0.0, 0.0, 0.0]),
    ];

    public static FactorCatalog Catalog { get; } =
        new([.. Truth.Select(f => new Factor(f.Key, f.Key, "usage", FactorKind.Numeric, f.Direction))]);

    /// <summary>True log-odds of churn by cell, missing last.</summary>
    public static double[] CurveOf(int factor) => factor == Nps ? Truth[factor].Curve : [.. Truth[factor].Curve, 0];

    /// <summary>Cells that can be measured.</summary>
    public static int CellsOf(int factor) => CurveOf(factor).Length - 1;

    public static double TrueProbability(ReadOnlySpan<double> values)
    {
        var logOdds = Base;
        for (var j = 0; j < values.Length; j++)
        {
            var curve = CurveOf(j);
            logOdds += double.IsNaN(values[j]) ? curve[^1] : curve[(int)values[j]];
        }

        return Logistic.Sigmoid(logOdds);
    }

    /// <summary>Accounts with their outcomes, one row each; another number, other accounts.</summary>
    public static TrainingTable Draw(int accounts, int number)
    {
        double[][] values = [.. Truth.Select(_ => new double[accounts])];
        var outcomes = new Outcome[accounts];
        var row = new double[Truth.Length];
        var stream = new CounterStream(seed: 2026, StreamPurpose.AccountLife, number);
        for (var i = 0; i < accounts; i++)
        {
            var common = stream.Normal();
            for (var j = 0; j < row.Length; j++)
            {
                var own = (Shared * common) + (Math.Sqrt(1 - (Shared * Shared)) * stream.Normal());
                row[j] = Math.Min(CellsOf(j) - 1, Math.Floor(NormalCurve.Below(own) * CellsOf(j)));
                row[j] = j == Nps && stream.Happens(MissingShare) ? double.NaN : row[j];
                values[j][i] = row[j];
            }

            outcomes[i] = stream.Happens(TrueProbability(row)) ? Outcome.Churned : Outcome.Retained;
        }

        return new TrainingTable
        {
            Catalog = Catalog,
            RowCount = accounts,
            Values = values,
            RowNumbers = [.. Enumerable.Range(1, accounts)],
            Accounts = [.. Enumerable.Range(0, accounts).Select(i => $"{number}-{i}")],
            Outcomes = outcomes,
        };
    }
}
