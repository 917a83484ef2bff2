using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Core.Trees;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Challenger;

/// <summary>Slope and intercept from raw score to log-odds, fitted on scores of trees that never saw the row.</summary>
/// <param name="Slope">0 or more: a score that orders accounts the wrong way round says nothing.</param>
/// <param name="Intercept">Log-odds at raw score 0.</param>
internal sealed record ScoreCalibration(double Slope, double Intercept)
{
    private const ulong Salt = 0x6361_6C69;

    /// <param name="table">The table.</param>
    /// <param name="order">The training rows in canonical order; an account is in one fold.</param>
    /// <param name="settings">As chosen.</param>
    /// <param name="seed">FastTree's.</param>
    public static ScoreCalibration OutOfFold(
        TrainingTable table,
        CanonicalOrder order,
        TreeSettings settings,
        ulong seed
    )
    {
        var (folds, scored) = FoldsOf(order.Rows.Length);
        var foldOfRow = Array.ConvertAll(order.Keys, key => CanonicalOrder.FoldOf(key, folds, Salt));
        List<double> scores = [];
        List<bool> churned = [];
        var values = new double[table.Catalog.Count];
        for (var fold = 0; fold < scored; fold++)
        {
            int[] train = [.. order.Rows.Where((_, i) => foldOfRow[i] != fold)];
            var trees = FastTreeFit.Grow(table, train, TreeSlots.Of(table, train), settings, seed).Trees;
            foreach (var row in order.Rows.Where((_, i) => foldOfRow[i] == fold))
            {
                RowValues.Copy(table, row, values);
                scores.Add(trees.Score(values));
                churned.Add(table.Outcomes[row] == Outcome.Churned);
            }
        }

        return Fit([.. scores], [.. churned], SettingsChoice.SigmoidSlope(settings));
    }

    /// <summary>How many folds there are, and how many of them are scored: two numbers need no more rows than
    /// that.</summary>
    internal static (int Folds, int Scored) FoldsOf(int rows) =>
        rows < 5_000 ? (5, 5)
        : rows <= 100_000 ? (3, 3)
        : (5, 1);

    /// <param name="scores">Raw scores.</param>
    /// <param name="churned">What became of each row.</param>
    /// <param name="boostedFor">The slope that stands where the scores separate the outcomes and have no finite
    /// best.</param>
    internal static ScoreCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> churned, double boostedFor)
    {
        var tied = TiedScores.Of(scores, churned);
        var line = LogOddsLine.Fit(tied);
        if (line is { Slope: > 0 })
        {
            return new ScoreCalibration(line.Slope, line.Intercept);
        }

        return line is null && tied.Auc() > 0.5
            ? new ScoreCalibration(boostedFor, Intercept: 0)
            : new ScoreCalibration(Slope: 0, BaseLogOdds(churned));
    }

    private static double BaseLogOdds(ReadOnlySpan<bool> churned)
    {
        var count = churned.Count(true);
        return Logistic.Logit((count + 1.0) / (churned.Length + 2.0));
    }
}
