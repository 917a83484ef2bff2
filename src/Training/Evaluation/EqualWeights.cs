using System.Collections.Immutable;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Evaluation;

/// <summary>
/// The baseline that a learned formula must beat: every factor's percentile rank in the training rows, turned so that
/// higher is healthier, and the plain mean of them all; with a slope and intercept, so that its log-loss is comparable.
/// </summary>
/// <param name="Factors">In catalog order.</param>
/// <param name="Intercept">Log-odds of churn at a score of 0.</param>
/// <param name="Slope">Log-odds of churn lost by one point of score.</param>
public sealed record EqualWeights(ImmutableArray<EqualWeightsFactor> Factors, double Intercept, double Slope)
{
    /// <summary>Learns ranks, turns and the line from the rows of known outcome among those given.</summary>
    /// <exception cref="ArgumentException">None of the rows has a known outcome.</exception>
    public static EqualWeights Fit(TrainingTable table, ImmutableArray<int> rows)
    {
        var known = KnownRows.Of(table, rows);
        return Of(
            known,
            table.Catalog.Factors.Select((factor, j) => EqualWeightsFactor.Fit(factor, known.Measured(j)))
        );
    }

    /// <summary>Of factors that were learned from the same rows.</summary>
    internal static EqualWeights Of(KnownRows known, IEnumerable<EqualWeightsFactor> factors)
    {
        var unfitted = new EqualWeights([.. factors], Intercept: 0, Slope: 0);
        return unfitted.WithLine(unfitted.Scores(known.Table, known.Rows), known.Churned);
    }

    /// <summary>0..100, higher is healthier.</summary>
    /// <param name="values">Factor values in catalog order.</param>
    public double Score(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var j = 0; j < Factors.Length; j++)
        {
            sum += Factors[j].HealthOf(values[j]);
        }

        return sum / Factors.Length;
    }

    /// <summary>The score of each of the given rows, in their order.</summary>
    public double[] Scores(TrainingTable table, ImmutableArray<int> rows)
    {
        var scores = new double[rows.Length];
        for (var j = 0; j < Factors.Length; j++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                scores[i] += Factors[j].HealthOf(table.Values[j][rows[i]]);
            }
        }

        return Array.ConvertAll(scores, sum => sum / Factors.Length);
    }

    /// <summary>Probability of churn of a score.</summary>
    public double ProbabilityOf(double score) => Logistic.Sigmoid(Intercept - (Slope * score));

    /// <summary>Probability of churn of each of the given rows, in their order.</summary>
    public double[] Probabilities(TrainingTable table, ImmutableArray<int> rows) =>
        Array.ConvertAll(Scores(table, rows), ProbabilityOf);

    /// <summary>
    /// Where no line has a finite maximum likelihood, every row gets the base rate, half a row of each outcome added.
    /// </summary>
    private EqualWeights WithLine(double[] scores, bool[] churned)
    {
        var tied = TiedScores.Of(scores, churned);
        return LogOddsLine.Fit(tied) is { } line
            ? this with
            {
                Intercept = line.Intercept,
                Slope = -line.Slope,
            }
            : this with
            {
                Intercept = Logistic.Log((tied.ChurnedCount + 0.5) / (tied.RetainedCount + 0.5)),
            };
    }
}
