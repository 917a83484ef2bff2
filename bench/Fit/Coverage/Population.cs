using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

namespace HealthScore.Bench.Fit.Coverage;

/// <summary>Accounts with their true churn probabilities, on which a formula's real worth is worked out.</summary>
internal sealed record Population(double[][] Values, double[] Truth)
{
    private const int NewtonSteps = 12;

    public static Population Of(TrainingTable table)
    {
        var rows = new double[table.RowCount][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [.. table.Values.Select(column => column[i])];
        }

        return new Population(rows, Array.ConvertAll(rows, row => KnownWorld.TrueProbability(row)));
    }

    /// <summary>Mean over formulas of the chance that a churned account has less health than a retained one.</summary>
    public double AucOf(IReadOnlyList<FittedFormula> formulas) => formulas.Sum(AucOf) / formulas.Count;

    /// <summary>The line from the formulas' log-odds to the true ones, over all of them thrown together.</summary>
    public (double Intercept, double Slope) LineOf(IReadOnlyList<FittedFormula> formulas)
    {
        var logOdds = formulas.SelectMany(f => Values.Select(v => f.Intercept - (f.Slope * HealthOf(f, v)))).ToArray();
        var (a, b) = (0.0, 1.0);
        for (var step = 0; step < NewtonSteps; step++)
        {
            var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < logOdds.Length; i++)
            {
                var (x, p) = (logOdds[i], Logistic.Sigmoid(a + (b * logOdds[i])));
                var (residual, weight) = (Truth[i % Truth.Length] - p, p * (1 - p));
                (ga, gb) = (ga + residual, gb + (residual * x));
                (haa, hab, hbb) = (haa + weight, hab + (weight * x), hbb + (weight * x * x));
            }

            var determinant = (haa * hbb) - (hab * hab);
            a += ((hbb * ga) - (hab * gb)) / determinant;
            b += ((haa * gb) - (hab * ga)) / determinant;
        }

        return (a, b);
    }

    /// <summary>Intervals of the churn probability of the first accounts.</summary>
    public Held Probabilities(HealthFormula formula, FormulaReplicates replicates, int accounts)
    {
        var held = new Held[accounts];
        var entries = new int[formula.Factors.Length];
        for (var i = 0; i < accounts; i++)
        {
            var health = 0;
            for (var k = 0; k < entries.Length; k++)
            {
                entries[k] = formula.Factors[k].Bins.BinOf(Values[i][formula.Factors[k].Index]);
                health += formula.Factors[k].PointsOf(entries[k]);
            }

            var interval = ChurnInterval.Of(entries, health, formula, formula.Bands, replicates);
            var estimate = HealthScorer.ChurnProbability(health, formula);
            held[i] = Held.Of("", Truth[i], estimate, interval.Low, interval.High);
        }

        return Held.Mean("account probability", held);
    }

    private double AucOf(FittedFormula formula)
    {
        double[] health = Array.ConvertAll(Values, values => HealthOf(formula, values));
        int[] order = [.. Enumerable.Range(0, health.Length).OrderBy(i => health[i])];
        var (churnedBelow, right, churned, retained) = (0.0, 0.0, Truth.Sum(), Truth.Sum(p => 1 - p));
        for (var from = 0; from < order.Length; )
        {
            var (tiedChurned, tiedRetained, to) = (0.0, 0.0, from);
            for (; to < order.Length && health[order[to]] == health[order[from]]; to++)
            {
                tiedChurned += Truth[order[to]];
                tiedRetained += 1 - Truth[order[to]];
            }

            right += tiedRetained * (churnedBelow + (tiedChurned / 2));
            (churnedBelow, from) = (churnedBelow + tiedChurned, to);
        }

        return right / (churned * retained);
    }

    private static double HealthOf(FittedFormula formula, double[] values) =>
        formula.HealthOf(values) / HealthFormula.UnitsPerPoint;
}
