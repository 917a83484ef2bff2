using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Bench.Fit;

/// <summary>
/// Goal P11: a thousand bootstraps of what is said of scores, from how many rows of either outcome have each score.
/// Once
/// rows are counted, their number makes no difference. The witness is the bootstrap's standard error of the AUC over
/// the
/// program's own, which needs no bootstrap: 1 but for chance.
/// </summary>
internal static class ScoreBootstrap
{
    private const int Draws = 1000;
    private const int Scores = 1000;
    private const int Repeats = 3;
    private const int Groups = 10;

    public static Measurement OfFigures(TrainingTable table, string[] rest)
    {
        var churned = Array.ConvertAll(table.Outcomes, outcome => outcome == Outcome.Churned);
        var score = Scored(table);
        var counts = new double[2, Scores];
        for (var row = 0; row < score.Length; row++)
        {
            counts[churned[row] ? 1 : 0, score[row]]++;
        }

        var drawn = new Drawn[Draws];
        var measured = Stopwatches.Best(work: () => Draw(counts, drawn), baseline: () => counts[0, 0], Repeats);
        var aucs = Array.ConvertAll(drawn, d => d.Auc);
        var mean = aucs.Average();
        var variance = aucs.Sum(auc => (auc - mean) * (auc - mean)) / (Draws - 1);
        var own = AucInterval.DeLongVariance(TiedScores.Of(Array.ConvertAll(score, s => -(double)s), churned));
        return measured with { Witness = Math.Sqrt(variance / own!.Value) };
    }

    /// <summary>Health of every row, in tenths of a point.</summary>
    private static int[] Scored(TrainingTable table)
    {
        var formula = ScoringSpeed.FormulaOver(table);
        var health = new int[table.RowCount];
        BatchScorer.Health(formula, table.Values, health);
        return Array.ConvertAll(health, points => (int)(points * (long)(Scores - 1) / HealthFormula.FullHealth));
    }

    private static double Draw(double[,] counts, Drawn[] drawn)
    {
        var random = new Random(1);
        var (stayed, left) = (new double[Scores], new double[Scores]);
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var score = 0; score < Scores; score++)
            {
                stayed[score] = Poisson(counts[0, score], random);
                left[score] = Poisson(counts[1, score], random);
            }

            drawn[draw] = Drawn.Of(stayed, left);
        }

        return drawn[^1].Auc;
    }

    /// <summary>How often rows are drawn: Poisson, by the bell curve where there are many.</summary>
    private static double Poisson(double mean, Random random)
    {
        if (mean > 50)
        {
            var sum = -6.0;
            for (var i = 0; i < 12; i++)
            {
                sum += random.NextDouble();
            }

            return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * sum)));
        }

        var (k, p) = (0, random.NextDouble());
        for (var limit = Logistic.Exp(-mean); p > limit; k++)
        {
            p *= random.NextDouble();
        }

        return k;
    }

    /// <summary>What one draw says.</summary>
    /// <param name="Auc">Area under the ROC curve.</param>
    /// <param name="CalibrationError">Mean distance of ten groups' observed share from the line's through all.</param>
    /// <param name="Threshold">The highest score at which a tenth or more churn.</param>
    private readonly record struct Drawn(double Auc, double CalibrationError, int Threshold)
    {
        public static Drawn Of(double[] stayed, double[] left)
        {
            var (allStayed, allLeft) = (stayed.Sum(), left.Sum());
            var (right, below, threshold) = (0.0, 0.0, 0);
            for (var score = 0; score < Scores; score++)
            {
                right += stayed[score] * (below + (left[score] / 2));
                below += left[score];
                threshold = left[score] >= 0.1 * (stayed[score] + left[score]) ? score : threshold;
            }

            return new Drawn(right / allStayed / allLeft, ErrorOf(stayed, left, allStayed + allLeft), threshold);
        }

        private static double ErrorOf(double[] stayed, double[] left, double all)
        {
            var (error, rows, churned, expected) = (0.0, 0.0, 0.0, 0.0);
            for (var score = 0; score < Scores; score++)
            {
                rows += stayed[score] + left[score];
                churned += left[score];
                expected += (stayed[score] + left[score]) * (1 - (score / (double)Scores));
                if (rows >= all / Groups || score == Scores - 1)
                {
                    error += Math.Abs(churned - expected) / all;
                    (rows, churned, expected) = (0, 0, 0);
                }
            }

            return error;
        }
    }
}
